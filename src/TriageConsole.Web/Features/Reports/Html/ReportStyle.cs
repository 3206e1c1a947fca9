namespace TriageConsole.Web.Features.Reports.Html;

/// <summary>The style of a report: dark ink on white, on the screen and on paper.</summary>
internal static class ReportStyle
{
    public const string Sheet = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: #1a222d; font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
        .by { margin: 0; color: #0b6963; font-weight: 700; letter-spacing: .02em; }
        h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; }
        h2 { margin: 2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #788597; font-size: 1.2rem; break-after: avoid; }
        h3 { margin: 1.1rem 0 .3rem; font-size: 1rem; break-after: avoid; }
        p { margin: .4rem 0; overflow-wrap: anywhere; }
        ul { margin: .3rem 0; padding-left: 1.2rem; }
        li { margin: .2rem 0; overflow-wrap: anywhere; }
        .small, details { color: #515d6e; font-size: .8125rem; }
        .answer { margin: .6rem 0; padding: .6rem .8rem; border-left: 4px solid #0b6963; background: #eef6f5; font-size: 1.05rem; font-weight: 600; }
        nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .8rem 0; padding: 0; list-style: none; }
        a { color: #0b6963; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .5rem; margin: .6rem 0; break-inside: avoid; }
        @media print, (min-width: 40rem) { header .facts { grid-template-columns: 1.35fr 1fr 1.25fr; } header .facts b { font-size: .95rem; } }
        .facts > div { min-width: 0; padding: .4rem .6rem; border: 1px solid #d2d9e2; border-radius: 4px; break-inside: avoid; }
        .facts dt { color: #515d6e; font-size: .8125rem; }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .facts b { display: block; font-size: 1.1rem; }
        .facts span { color: #515d6e; font-size: .8125rem; }
        .scroll { overflow-x: auto; }
        table { width: 100%; margin: .8rem 0 .3rem; border-collapse: collapse; font-size: .8125rem; font-variant-numeric: tabular-nums; }
        caption { padding: .2rem 0; text-align: left; font-size: 1rem; font-weight: 600; break-after: avoid; }
        th, td { padding: .25rem .4rem; border-bottom: 1px solid #d2d9e2; text-align: left; vertical-align: top; overflow-wrap: break-word; }
        td:first-child, tbody th { min-width: 7.5rem; overflow-wrap: anywhere; }
        thead th { color: #515d6e; border-bottom-color: #788597; }
        tbody th { font-weight: 400; }
        .n { text-align: right; white-space: nowrap; }
        .k { white-space: nowrap; }
        .d { min-width: 7.25em; }
        .t { min-width: 15rem; }
        tr { break-inside: avoid; }
        thead, h2 + p { break-after: avoid; }
        tbody tr:first-child, tbody tr:nth-child(2) { break-before: avoid; }
        figure { margin: .8rem 0; break-inside: avoid; }
        figcaption { font-weight: 600; }
        svg { display: block; width: 100%; max-width: 760px; height: auto; font-size: 11px; }
        svg text { fill: #1a222d; }
        svg .muted { fill: #515d6e; }
        svg .end { text-anchor: end; }
        svg .mid { text-anchor: middle; }
        svg .on-dark { fill: #fff; }
        svg .on-light { fill: #1a222d; }
        svg .grid { stroke: #d2d9e2; stroke-width: 1; fill: none; }
        .p-good { fill: #1d6b30; }
        .p-part { fill: url(#hatch); stroke: #735300; stroke-width: .5; }
        .hatch-ground { fill: #ffe9a3; }
        .hatch-line { fill: #f2cf5b; }
        .p-none { fill: #fff; stroke: #515d6e; stroke-width: 1; stroke-dasharray: 3 2; }
        .p-neutral { fill: #5d6b7e; }
        .p-critical { fill: #c81e3f; } .p-high { fill: #d96420; } .p-medium { fill: #b08500; } .p-low { fill: #3f7fd0; } .p-info { fill: #7d8a9b; }
        summary { width: max-content; max-width: 100%; cursor: pointer; }
        @page { size: A4; margin: 16mm 14mm 18mm; @bottom-left { content: "Triage Console"; color: #515d6e; font: 9px sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); color: #515d6e; font: 9px sans-serif; } }
        @page wide { size: A4 landscape; }
        @media print {
          body { font-size: 10.5pt; }
          main { max-width: none; padding: 0 1px; }
          nav, details { display: none; }
          .scroll { overflow: visible; }
          table { font-size: 8.5pt; }
          #summary { break-after: page; }
          #coverage { page: wide; }
          #coverage table { font-size: 7.5pt; }
          rect, .answer { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          h2 { margin-top: 1.2rem; }
        }

        """;
}
