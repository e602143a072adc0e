"""QR codes, so that a phone beside the screen opens what the screen shows."""

import io

import segno


def qr_svg(address: str) -> str:
    """A QR code as inline SVG without styles, black on white in every theme."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        border=2,
        omitsize=True,
        dark="#000",
        light="#fff",
        svgclass="qr-code",
        lineclass=None,
        xmldecl=False,
        nl=False,
    )
    svg = out.getvalue().decode()
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
