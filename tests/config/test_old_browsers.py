"""What the oldest browsers do not know is found in what the build made."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READER = ROOT / "scripts/old_browsers/main.mjs"


@pytest.fixture
def read(tmp_path):
    """Reads built files; gives what is said about them, by file."""

    def reading(files, **reasons):
        built, why = tmp_path / "built", tmp_path / "why.json"
        built.mkdir(exist_ok=True)
        for name, text in files.items():
            (built / name).write_text(text)
        why.write_text(json.dumps(reasons))
        done = subprocess.run(["node", READER, built, why], capture_output=True, text=True)
        assert (done.returncode == 0) == (done.stderr == "")
        return done.stderr

    return reading


TOO_NEW = {
    "a{color:color-mix(in srgb,red,blue)}": "css.types.color.color-mix",
    "a{height:100dvh}": "viewport_percentage_units_dynamic",
    "a{b{color:red}}a{& b{color:red}}": "css.selectors.nesting",
    "a{grid-template-columns:subgrid}": "grid-template-columns.subgrid",
    "a,b:has(c){color:red}": "css.selectors.has beside others",
    "@media (width>=4rem){a{color:red}}": "range_syntax",
}
TOO_NEW_SCRIPT = {
    "const a = [1].toSorted();": "Array.toSorted",
    "class A { static { A.b = 1 } }": "static_blocks",
    "const a = /(?<=b)c/;": "lookbehind",
    "requestIdleCallback(() => {});": "requestIdleCallback",
    "Promise.withResolvers();": "Promise.withResolvers",
    "const a = /[b&&c]/v;": "no script of 2022",
}


def test_what_is_too_new_is_named(read):
    cases = {f"{n}.css": case for n, case in enumerate(TOO_NEW.items())}
    cases |= {f"{n}.js": case for n, case in enumerate(TOO_NEW_SCRIPT.items())}
    said = read({name: text for name, (text, _word) in cases.items()}).splitlines()
    for name, (text, word) in cases.items():
        assert any(line.startswith(name) and word in line for line in said), text


def test_what_both_know_or_is_asked_for_first_may_stand(read):
    style = "a{inset:0;gap:1px}@supports selector(:has(a)){b:has(a){gap:0}}"
    script = "const a = structuredClone(b); a.at(-1)?.replaceChildren();"
    assert read({"main.css": style, "main.js": script}) == ""


def test_a_reason_is_needed_and_goes_with_what_it_is_for(read):
    reason = {"css.properties.text-wrap": "headings only"}
    assert read({"main.css": "h1{text-wrap:balance}"}, **reason) == ""
    assert "is not used any more" in read({"main.css": "h1{color:red}"}, **reason)


def test_the_build_aims_at_the_same_two():
    known = (READER.parent / "known.mjs").read_text()
    assert 'target: ["safari15.6", "chrome103"]' in (ROOT / "vite.config.ts").read_text()
    assert 'safari: "15.6"' in known
    assert 'chrome: "103"' in known
