import pytest
from own_files import table

from kamlab.data.ownfile import ROLES, guess_columns, personal_columns
from kamlab.data.ownfile.personal import is_card_number, is_identity_number, is_person, is_phone
from kamlab.data.ownfile.synonyms import heading_roles, roles
from kamlab.language import speaking
from kamlab.terms import column_label, columns

VALUES = {
    "_cny": "12.5",
    "_score": "60",
    "_count": "3",
    "_date": "2024-03-05",
    "client_id": "K01",
    "client_name": "禾岸",
}


def guessed(folder, text):
    """Role of each column."""
    return guess_columns(table(folder, text)).roles


def filling(role):
    """A cell that fits the role."""
    return next((value for end, value in VALUES.items() if role.endswith(end)), "是")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "ignore"])
def test_what_the_lab_calls_a_column_is_recognised(tmp_path, role):
    """The role's own name and both labels name it, whatever their case, blanks and units."""
    for heading in (role, column_label(role, "zh"), column_label(role, "en").upper()):
        other = "栏目" if role == "client_id" else "客户号"
        found = guess_columns(table(tmp_path, f"{heading},{other}\n{filling(role)},K01\n"))
        assert found.roles[heading] == role
        assert found.confidence[heading] >= 0.95


def test_every_role_has_a_label():
    """What a person reads for a role is in the list of columns."""
    assert set(roles()) - {"ignore"} <= set(columns())


def test_no_word_names_two_roles():
    """A heading of the word list points to one role."""
    assert set(heading_roles().values()) == set(roles())


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("客户代码,客户名称,日均存款（万元）", ("client_id", "client_name", "aum_cny")),
        ("Customer No.,Company Name,Balance (CNY)", ("client_id", "client_name", "aum_cny")),
        ("资金账号,期末权益,现货背景", ("client_id", "equity_cny", "has_spot_exposure")),
        ("客户号,2023年末存款余额,客户经理", ("client_id", "aum_cny", "ignore")),
        ("客户号,贡献度得分,潜力评分", ("client_id", "contribution_score", "potential_score")),
        ("client,cutomer name,depositt balance", ("client_id", "client_name", "aum_cny")),
        ("客户号,开户日期,序号", ("client_id", "ignore", "ignore")),
        ("client,idp,aumx", ("client_id", "ignore", "ignore")),
    ],
)
def test_headings_in_use_are_recognised(tmp_path, headings, expected):
    """Usual headings of banks and brokers, with years, units and slips of the pen."""
    cells = {"client_name": "禾岸包装厂", "has_spot_exposure": "有", "ignore": "2020-01-01"}
    row = ",".join(cells.get(role, filling(role)) for role in expected)
    assert tuple(guessed(tmp_path, f"{headings}\n{row}\n{row.replace('K01', 'K02')}\n").values()) == expected


def test_a_heading_that_its_cells_contradict_is_not_believed(tmp_path):
    """Texts under a heading of money are left aside, with the reason."""
    found = guess_columns(table(tmp_path, "客户号,余额\nK01,很多\nK02,很少\n"))
    assert found.roles["余额"] == "ignore"
    assert found.reasons["余额"].key == "ownfile.why_misfit"


def test_one_column_a_role(tmp_path):
    """Of two columns of assets the first is taken, and the other says which."""
    found = guess_columns(table(tmp_path, "客户号,存款余额,日均存款\nK01,5,6\nK02,7,8\n"))
    assert list(found.roles.values()) == ["client_id", "aum_cny", "ignore"]
    with speaking("en"):
        assert "存款余额" in str(found.reasons["日均存款"])


def test_scores_become_criteria_of_the_owner(tmp_path):
    """A column of points with a name of its own is a criterion; a total of points is none."""
    roles_found = guessed(tmp_path, "客户,业务量得分,关系评分,总分\n甲,3,5,8\n乙,4,7,11\n")
    assert list(roles_found.values()) == ["client_id", "score:业务量得分", "score:关系评分", "ignore"]


def test_without_headings_what_stands_in_the_columns_tells(tmp_path):
    """Numbers such as 19970101 are days, the last decimals the amount, the first column the client."""
    text = " 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00002 19970113  5   77.00\n"
    assert list(guessed(tmp_path, text).values()) == ["client_id", "txn_date", "ignore", "txn_amount_cny"]


def test_without_a_client_number_the_next_best_tells_clients_apart(tmp_path):
    """A firm's name, else a number that belongs to a person, else a column in which nothing comes again."""
    assert guessed(tmp_path, "企业名称,余额\n禾岸包装厂,5\n松岚饲料厂,6\n")["企业名称"] == "client_id"
    assert guessed(tmp_path, "姓名,卡号,余额\n王小明,6222,5\n李四光,6223,6\n")["卡号"] == "client_id"
    assert guessed(tmp_path, "标记,余额\nq1,5\nq2,6\n")["标记"] == "client_id"
    assert "client_id" not in guessed(tmp_path, "是否,余额\n1,5\n0,6\n1,7\n0,8\n").values()


def test_every_reason_is_a_sentence_in_both_languages(tmp_path):
    """Each column says why it is taken for what it is."""
    found = guess_columns(
        table(tmp_path, "客户号,存款余额,日均,备注,xyz,关系得分,余额2,空\nK01,5,6,a,b,7,很多,\n")
    )
    for language in ("zh", "en"):
        with speaking(language):
            assert all(str(why)[-1] in "。." for why in found.reasons.values())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("姓名", "name"),
        ("联系人姓名", "name"),
        ("手机号码", "phone"),
        ("Mobile No.", "phone"),
        ("身份证号", "id_number"),
        ("法人证件号码", "id_number"),
        ("银行卡号", "account"),
        ("结算账号", "account"),
        ("E-mail", "email"),
        ("家庭住址", "address"),
        ("出生日期", "birth"),
    ],
)
def test_a_heading_may_say_that_a_column_is_personal(tmp_path, heading, kind):
    """Names, telephones, identity and account numbers, mail, addresses and birthdays go by their heading."""
    why = personal_columns(table(tmp_path, f"客户号,{heading}\nK01,x\nK02,y\n"))[heading]
    assert (why.key, why.values["name"]) == ("ownfile.personal_by_heading", kind)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("11010519491231002X", "440524188001010014"), "id_number"),
        (("13800138000", "+86 139-0013-8000"), "phone"),
        (("6222021234567894", "4539 1488 0343 6467"), "account"),
        (("a@b.cn", "c.d@e.com"), "email"),
        (("杭州市西湖区文一路1号", "上海市黄浦区中山东路2号"), "address"),
    ],
)
def test_what_stands_in_a_column_may_say_so(tmp_path, cells, kind):
    """Under a heading that says nothing, the cells themselves are recognised."""
    why = personal_columns(table(tmp_path, f"客户号,栏目\nK01,{cells[0]}\nK02,{cells[1]}\n"))["栏目"]
    assert (why.key, why.values["name"]) == ("ownfile.personal_by_content", kind)


def test_names_of_persons_are_told_from_names_of_firms(tmp_path):
    """A column of clients that are persons is personal, one of firms is not."""
    persons = table(tmp_path, "客户,余额\n王小明,5\n李四光,6\n赵一曼,7\n")
    firms = table(tmp_path, "客户,余额\n王府井店,5\n禾岸包装厂,6\n松岚公司,7\n")
    assert (list(personal_columns(persons)), list(personal_columns(firms))) == (["客户"], [])


def test_figures_and_client_numbers_are_not_personal(tmp_path):
    """Amounts, counts and short client numbers are left in peace."""
    assert not personal_columns(table(tmp_path, "客户号,余额,产品数\n100001,1234567,3\n100002,7654321,2\n"))


@pytest.mark.parametrize("wrong", ["110105194912310021", "11010519491331002X", "1101051949123100", "123"])
def test_an_identity_number_needs_a_day_and_a_check_digit(wrong):
    """A wrong check digit, a thirteenth month and other lengths are no identity numbers (GB 11643-1999)."""
    assert is_identity_number("11010519491231002X")
    assert is_identity_number("130503670401001")
    assert not is_identity_number(wrong)


@pytest.mark.parametrize("place", range(16))
def test_a_card_number_with_one_wrong_digit_is_none(place):
    """The check digit finds every single slip (Luhn, US patent 2,950,048)."""
    right = "6222021234567894"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert is_card_number(right)
    assert not is_card_number(wrong)


def test_telephones_and_persons():
    """Mobile and fixed numbers are telephones, amounts are not; masked names are persons."""
    assert [is_phone(text) for text in ("13800138000", "0571-88886666", "12800138000", "138001380001")] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_person(text) for text in ("王某", "李*", "陈女士", "高净值客户", "金店")] == [
        True,
        True,
        True,
        False,
        False,
    ]
