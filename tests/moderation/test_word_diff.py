import time

from moderation.diff import word_diff


def changed(old, new):
    return (
        str(word_diff(old, new))
        .replace('<span class="visually-hidden">[added:] </span>', "")
        .replace('<span class="visually-hidden">[dropped:] </span>', "")
    )


def test_added_and_dropped_words_are_told_apart():
    assert changed("It helped a little.", "It helped a lot.") == "It helped a <del>little.</del><ins>lot.</ins>"
    assert changed("", "New.") == "<ins>New.</ins>"
    assert changed("Same.", "Same.") == "Same."


def test_what_is_only_longer_is_only_added():
    assert changed("one two", "one two three") == "one <del>two</del><ins>two three</ins>"
    assert changed("b", "a b") == "<ins>a </ins>b"


def test_nothing_in_either_text_is_markup():
    assert "<b>" not in word_diff("<b>old</b> & <i>", "<script>x</script> & <i>")
    assert "&lt;script&gt;" in word_diff("", "<script>")


def test_the_kind_of_line_end_is_no_change():
    assert "<ins>" not in word_diff("one\r\ntwo", "one\ntwo")


def test_two_long_texts_without_a_word_in_common_are_compared_at_once():
    start = time.perf_counter()
    word_diff(" ".join(f"a{n}" for n in range(9000)), " ".join(f"b{n}" for n in range(9000)))
    assert time.perf_counter() - start < 1
