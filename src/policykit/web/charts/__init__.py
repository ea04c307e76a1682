"""Charts drawn on the server as SVG: looks come from charts.css, every mark has its words, links are plain links."""
