// Turns the option from .NET into the library's: tokens become colours, words become safe words, gaps stay gaps.

const colourKeys = new Set(['color', 'borderColor', 'backgroundColor']);

/** Nothing may be read as the library's rich text, as in {style|words}. */
export function plain(text) {
  return String(text ?? '').replace(/\{(?=[a-zA-Z0-9_]*\|)/g, '{ ');
}

/** A copy without nulls in objects, and with tokens looked up where a colour is meant. Numbers that are null stay. */
export function resolve(value, lookup, key = '') {
  if (Array.isArray(value))
    return value.map(item => resolve(item, lookup, key));
  if (value !== null && typeof value === 'object') {
    const copy = {};
    for (const [name, inner] of Object.entries(value)) {
      if (inner !== null || name === 'value')
        copy[name] = resolve(inner, lookup, name);
    }
    return copy;
  }
  return colourKeys.has(key) && typeof value === 'string' && value.startsWith('--tc-') ? lookup(value) || value : value;
}

/** Labels carry their text as data; here it becomes what the library draws. */
function worded(series) {
  const data = series.data.map(item => {
    const label = item.label && { ...item.label };
    if (label && 'text' in label) {
      const words = plain(label.text);
      label.formatter = () => words;
      delete label.text;
    }
    return label ? { ...item, label } : item;
  });
  return { ...series, data };
}

/** Below this a heat map gives its names less room and breaks the words in its cells. */
const narrow = 760;

/** Below this a column of a heat map has room for its longest word in small letters only. */
const snug = 80;

const smaller = option => ({ ...option, series: option.series.map(series => ({ ...series, data: series.data.map(item => item.label ? { ...item, label: { ...item.label, fontSize: 10 } } : item) })) });

/** Names over the columns of a heat map break within their column; in a narrow one its cells' words do, too. */
function columns(option, width) {
  if (option.series[0]?.type !== 'heatmap' || !option.xAxis?.data?.length)
    return option;
  const tight = width < narrow;
  const names = tight ? 110 : 190;
  const room = Math.max((width - names - (option.grid?.right ?? 0)) / option.xAxis.data.length - (tight ? 4 : 8), 24);
  const axisLabel = { ...option.xAxis.axisLabel, width: room, lineHeight: 14, overflow: 'break', ...(tight ? { fontSize: 11, rotate: 35, width: 90 } : {}) };
  const wide = { ...option, xAxis: { ...option.xAxis, axisLabel } };
  if (!tight)
    return room < snug ? smaller(wide) : wide;
  const broken = { width: room + 4, overflow: 'break', lineHeight: 11, fontSize: 9.5 };
  return {
    ...wide,
    yAxis: { ...option.yAxis, axisLabel: { ...option.yAxis?.axisLabel, width: names - 20, fontSize: 11 } },
    series: option.series.map(series => ({ ...series, data: series.data.map(item => item.label ? { ...item, label: { ...item.label, ...broken } } : item) })),
  };
}

/** Names of a few words under bars break, so that none is left out. */
const fewNames = 8;

/** A bar of nothing has no border, which would cut the axis that it lies on. */
function bars(option, width) {
  if (option.series[0]?.type !== 'bar')
    return option;
  const series = option.series.map(one => ({ ...one, data: one.data.map(item => item.value === 0 ? { ...item, itemStyle: { ...item.itemStyle, borderWidth: 0 } } : item) }));
  const names = option.xAxis?.data ?? [];
  if (names.length === 0 || names.length > fewNames || !names.every(name => name.includes(' ')))
    return { ...option, series };
  const axisLabel = { ...option.xAxis.axisLabel, interval: 0, overflow: 'break', width: Math.max((width - 60) / names.length - 4, 24), lineHeight: 13 };
  // A number and its unit stay together.
  const data = names.map(name => name.replace(/ (\S+)$/, '\u00a0$1'));
  return { ...option, series, xAxis: { ...option.xAxis, data, axisLabel } };
}

/** Numbers of an axis with their unit. */
function measured(label) {
  if (!label?.unit)
    return label;
  const { unit, ...rest } = label;
  return { ...rest, hideOverlap: true, formatter: value => value.toLocaleString('en') + unit };
}

/** The whole option: what .NET gave, on the console's own looks. */
export function complete(given, lookup, look) {
  const option = bars(columns(resolve(given, lookup), look.width), look.width);
  const text = { color: lookup('--tc-text'), fontFamily: look.font, fontSize: 12 };
  const muted = { ...text, color: lookup('--tc-text-muted') };
  const line = { lineStyle: { color: lookup('--tc-border') } };
  const axis = own => own && {
    ...own,
    axisLine: { show: own.type === 'category', ...line },
    axisTick: { show: false },
    splitLine: { show: own.type === 'value', ...line },
    axisLabel: { ...muted, ...measured(own.axisLabel) },
  };
  return {
    ...option,
    animation: false,
    textStyle: text,
    aria: { enabled: true, label: { enabled: false }, decal: { show: option.series.some(series => series.type === 'bar' || series.type === 'pie') } },
    xAxis: axis(option.xAxis),
    yAxis: axis(option.yAxis),
    legend: option.legend && { ...option.legend, textStyle: text, pageTextStyle: text, inactiveColor: lookup('--tc-text-muted'), itemWidth: 12, itemHeight: 10, itemGap: 8, pageIconColor: lookup('--tc-text'), pageIconInactiveColor: lookup('--tc-border-strong') },
    dataZoom: option.dataZoom?.map(zoom => zoom.type === 'slider'
      ? { ...zoom, width: 14, right: 8, brushSelect: false, showDetail: false, showDataShadow: false, borderColor: lookup('--tc-border'), fillerColor: lookup('--tc-accent-tint'), handleStyle: { color: lookup('--tc-border-strong') }, moveHandleSize: 0 }
      : { ...zoom, zoomOnMouseWheel: false, moveOnMouseWheel: true, moveOnMouseMove: false }),
    tooltip: {
      trigger: 'item',
      // Drawn, never built as markup.
      renderMode: 'richText',
      confine: true,
      backgroundColor: lookup('--tc-surface-3'),
      borderColor: lookup('--tc-border-strong'),
      borderWidth: 1,
      textStyle: text,
      formatter: mark => plain(mark.data?.tip ?? ''),
    },
    series: option.series.map(series => worded({
      emphasis: { focus: 'none' },
      ...series,
      label: { fontFamily: look.font, fontSize: 11, color: text.color, show: false, ...(series.type === 'pie' ? { show: true, minMargin: 6 } : {}), ...series.label },
      ...(series.type === 'pie' ? { labelLine: { lineStyle: { color: lookup('--tc-border-strong') } }, avoidLabelOverlap: true } : {}),
      ...(series.type === 'line' ? { symbolSize: 7, lineStyle: { width: 2 } } : {}),
    })),
  };
}
