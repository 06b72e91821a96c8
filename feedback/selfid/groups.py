"""Finds words by which a writer says how few there are of them; owns their shapes, and knows no unit.

Only the writer's own office counts, and only where it is said to be all of it: "one of us does this" tells nothing.
"""

from feedback.selfid.patterns import pattern

_FEW = "(?:[一二两三四1-4]个?(?:半)?(?:人|个))"
_OWN = "(?:我们|咱们?|我|本)(?:这个?|那个?)?(?:[一-龥]{0,4}(?:站|所|办公室|办|科室|科|股|室|中心|窗口|岗))"
FEW = pattern(
    f"{_OWN}(?:里|上|现在|目前)?(?:就|只有|总共|一共|共|统共|满打满算)(?:就|只|才)?(?:有)?{_FEW}(?![月次半])(?:人)?"
    "|(?:全|整个)(?:[镇乡县市区村街道局科所站]|街道|社区|单位)(?:里|上)?(?:就|只有|唯一)(?:我|本人)(?:一个(?:人)?)?"
    "(?=是|叫|姓|这|在岗|会|干|做|管|[，。,.;；]|$)(?!去|没)"
    "|我是(?:全|整个)(?:[镇乡县市区村局科所站]|街道|社区|单位)(?:里)?(?:唯一|仅有|独一)(?:的)?[一-龥]{0,8}",
    near="我|本|咱",
)
