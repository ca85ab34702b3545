"""Plans as pictures: the one place where SVG is written, and PDF, PNG and QR codes.

Geometry comes in as `geometry.plan` values (metres); what goes out is in **integer millimetres, y down**, so a map
is a few relative integers a booth. What a thing means is an attribute (`data-state`, `data-kind`, `data-label`); how
it looks is `static/css/map.css` alone, which pictures and documents read too.

Two lengths meet on a map: millimetres of the hall and pixels of the screen. `k` is millimetres per pixel. Everything
that keeps its size on the screen is drawn in `em`, and the font size of the scene is `LABEL_PX * k`: zooming changes
that one attribute, the patterns' scale, and the labels that fit (`labels.py`).
"""
