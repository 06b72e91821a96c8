"""Finds addresses and names in the net that lead to one person; owns the words that say such a name follows."""

import re

from feedback.selfid.patterns import is_bare, pattern

# A name that many share.
_OF_MANY = ("群", "发布", "平台", "公众号", "小程序")


def _is_chat(match: re.Match[str]) -> bool:
    name, shown, said = match["name"] or "", match["shown"] or "", bool(match["said"])
    if shown:
        return said and not shown.endswith(_OF_MANY)
    return (said or not name.isalpha()) and is_bare(match)


EMAIL = pattern(
    r"[A-Za-z0-9._%+-]{1,64}(?: ?@ ?|#(?=(?:qq|163|126|139|189|gmail|sina|foxmail|outlook|hotmail)\.)"
    r"|\s?[(\[{]\s?(?:at|AT|艾特|@)\s?[)\]}]\s?|(?<=[A-Za-z0-9])艾特|(?<=[0-9._-]) at "
    r"|(?<=[a-z0-9]{3}) at (?=[a-z0-9-]{2,20}(?: ?点| dot |\.(?:com|cn|net|org))))"
    r"[A-Za-z0-9-]{1,63}(?:(?:\.|点| ?dot | ?[(\[]dot[)\]] ?| \. )[A-Za-z0-9-]{1,63}){1,8}",
    near="@|#|艾特|[aA][tT]",
)
_APPS = (
    r"微信|薇信|威信|维信|微xin|wei信|v信|v❤|❤信|微❤|(?<![一-龥])微(?=\s?[:号])|薇|加微|加v|\+v|加q|q号|q{1,2}(?=号)"
    r"|(?<![a-z0-9])[vq](?=:)|(?<![a-z])(?:vx|wx|wechat|weixin|qq|tg|telegram|skype)|扣扣|企鹅|抖音|快手|支付宝|钉钉"
    r"|飞书|小红书|微博|头条|知乎|贴吧|b站|政务通|浙政钉|粤政易|企微|企业微信|个人公众号|陌陌|视频号"
)
_SAID = (
    r"(?:账号|帐号|号码|号|id|名|用户名|用户)?\s{0,3}[:是为叫]\s{0,3}|(?:账号|帐号|号码|号|id|名)\s{0,3}"
    r"|[(]\s?|(?:就|还)是\s?|(?:账号|号)?(?:改成|换成|改为)了?\s?"
)
CHAT = pattern(
    rf"(?:{_APPS})(?P<said>{_SAID})?(?:(?:上|里|上面)?[加搜找](?:一下)?我?)?\s{{0,3}}"
    r"(?:[“\"「『](?P<shown>[一-龥A-Za-z0-9_·.-]{2,16})[”\"」』]|(?P<name>[a-z][a-z0-9_-]{4,19}"
    r"|[0-9]{5,12})(?![a-z0-9]|://))"
    r"|(?:网名|昵称|笔名|微信名|群昵称|用户名|马甲)(?:是|叫|为"
    r"|:)?\s?[“\"「『](?P<shown2>[一-龥A-Za-z0-9_·.-]{2,16})[”\"」』]",
    lambda match: bool(match["shown2"]) or _is_chat(match),
    flags=re.IGNORECASE,
    near='[a-z0-9_-]{5}|[“"「『]',
)
