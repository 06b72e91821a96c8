from digests.quoting import inside


def test_marks_within_marks_become_single_ones_and_numbers_stay() -> None:
    assert inside({"title": "限时回“收到”", "count": 3, "late": None}) == {
        "title": "限时回‘收到’",
        "count": 3,
        "late": None,
    }
