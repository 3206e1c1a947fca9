// A chart. mount(element, data, dotnet) → handle with update, exportPng and dispose.
// data: { option, fileName, clickable }; .NET is told OnMark(seriesIndex, dataIndex).
import { BarChart, HeatmapChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, LegendScrollComponent, TooltipComponent, VisualMapContinuousComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { LegacyGridContainLabel } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { complete } from './chart/option.js';
import { onTheme, save, tell, token } from './shared/interop.js';

use([
  BarChart, HeatmapChart, LineChart, PieChart, AriaComponent, DataZoomInsideComponent, DataZoomSliderComponent,
  GridComponent, LegendScrollComponent, TooltipComponent, VisualMapContinuousComponent, LegacyGridContainLabel, CanvasRenderer,
]);

export function mount(element, data, dotnet) {
  let current = data;
  let chart = null;
  const abort = new AbortController();
  const draw = () => chart?.setOption(complete(current.option, token, { font: getComputedStyle(element).fontFamily, width: element.clientWidth }), { notMerge: true });
  const size = new ResizeObserver(() => {
    if (!element.clientWidth || !element.clientHeight)
      return;
    chart.resize();
    draw();
  });

  // A page of charts draws those that are seen, or soon will be: the others cost nothing until somebody comes to them.
  const begin = () => {
    if (chart)
      return;
    seen.disconnect();
    chart = init(element, null, { renderer: 'canvas' });
    chart.on('click', mark => {
      if (mark.componentType === 'series' && current.clickable)
        tell(dotnet, 'OnMark', mark.seriesIndex, mark.dataIndex);
    });
    size.observe(element);
    draw();
  };
  const seen = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && begin(), { rootMargin: '200px' });
  seen.observe(element);
  addEventListener('beforeprint', begin, { signal: abort.signal });
  const themeEnds = onTheme(draw);

  const exportPng = async () => {
    begin();
    const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: token('--tc-surface-2') });
    const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
    return new Uint8Array(await blob.arrayBuffer());
  };
  element.closest('figure')?.addEventListener('click', async event => {
    if (event.target.closest?.('[data-chart-action=png]'))
      save(await exportPng(), `${current.fileName}.png`, 'image/png');
  }, { signal: abort.signal });

  return {
    update(next) {
      current = next;
      draw();
    },
    exportPng,
    saveCsv: text => save(text, `${current.fileName}.csv`, 'text/csv;charset=utf-8'),
    /** Where a mark is drawn, for tests that click it. */
    placeOf(series, value) {
      begin();
      return chart.convertToPixel({ seriesIndex: series }, value);
    },
    dispose() {
      abort.abort();
      seen.disconnect();
      size.disconnect();
      themeEnds();
      chart?.dispose();
    },
  };
}
