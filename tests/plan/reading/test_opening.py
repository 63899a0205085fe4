"""What is read and what is refused at the door of the reader."""

from datetime import date
from pathlib import Path

import pytest

from chengjie.errors import Refusal
from chengjie.plan.reading import read_document

TEXT = "一、总体要求\n到2025年，地区生产总值达到1.8万亿元。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_one_text_in_any_known_encoding_gives_one_tree(encoding: str) -> None:
    document = read_document(TEXT.encode(encoding), name="a.txt")
    expected = read_document(TEXT.encode(), name="a.txt")
    assert (document.sections, document.blocks) == (expected.sections, expected.blocks)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "plan-empty"),
        (b" \n\t", "plan-empty"),
        (b"\x00\x01\x02" * 50, "plan-binary"),
        (b"\xff\xfe\xff", "plan-encoding-unknown"),
        (b"%PDF-1.4\n", "plan-unreadable"),
        (b"PK\x03\x04abc", "plan-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "plan-form-unsupported"),
        (b"{\\rtf1 abc}", "plan-form-unsupported"),
    ],
)
def test_what_is_no_plain_text_is_refused_with_its_code_whatever_its_name(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_document(data, name="a.txt")
    assert code in str(refused.value)


@pytest.mark.parametrize(
    ("file", "title", "issue"),
    [
        ("s1.txt", "湘南湘西承接产业转移示范区发展规划", "湘政发〔2020〕4号"),
        ("s2.txt", "湘西地区“十四五”产业发展规划", None),
    ],
)
def test_the_heads_of_both_plans_are_read(shared: Path, file: str, title: str, issue: str | None) -> None:
    document = read_document(shared / "plans" / file)
    assert (document.title, document.issue_number) == (title, issue)


def test_a_table_of_particulars_at_the_head_says_who_issued_what_when() -> None:
    text = "索引号\t000\t发文机关\t青石省人民政府\n发文字号\t青政发〔2021〕7号\t成文日期\t2021年3月9日\n\n青石省产业发展规划\n\n一、总则\n\n做好工作。"
    document = read_document(text.encode(), name="a.txt")
    assert document.title == "青石省产业发展规划"
    assert document.issue_number == "青政发〔2021〕7号"
    assert document.issued == date(2021, 3, 9)


def test_a_short_text_whose_lines_break_at_one_margin_is_joined() -> None:
    text = "云溪县概况\n\n　　2022年，全县生产总值完成71.3亿元，同比增长8%；固定资产投\n资同比增长10.7%，规模以上工业增加值同比增长15.2%，社会消费品\n零售总额同比增长8.4%。\n"
    (paragraph,) = [each.text for each in read_document(text.encode(), name="a.txt").paragraphs if "2022" in each.text]
    assert "固定资产投资同比" in paragraph
    assert "社会消费品零售总额" in paragraph


def test_lines_of_different_lengths_stay_paragraphs_of_their_own() -> None:
    text = "第一行写得不太长但也不短，没有句号作为结尾\n第二行写得长得多，说了许多别的事情，同样没有句号作为结尾，还要再长一些\n第三行完。\n"
    assert len(read_document(text.encode(), name="a.txt").paragraphs) == 3


def test_lines_that_begin_with_what_can_begin_none_are_put_together() -> None:
    lines = [
        "这五年，我们聚力扩容提质，综合实力实现新跨越。预计全县地区生产总值突破40亿元，年均增",
        "长6.2%；人均生产总值7.9万元，年均增长6%；固定资产投资25",
        "0.3亿元，可比年均增长10.3%；社会消费品零售总额140亿元，年均增长8.2%；外贸出口2",
        ".5亿美元，年均增长6.1%；利用外资5184万美元，年均增长10%；城镇居民可支配收入3586",
        "7元，年均增长7.7%，教育、卫生、文化、体育等各项社会事业全面进步，群众生活继续改善",
        "，社会大局和谐稳定。",
    ]
    assert "外贸出口2.5亿美元" in "".join(
        each.text for each in read_document("\n".join(lines).encode(), name="a.txt").paragraphs
    )
