import { titleOf } from './deployedNames';
import { type Section, sections } from './sections';
import type { Tile } from './tile';

/** Monitoring's grid has so many columns; three charts share a row. */
const COLUMNS = 48;
const CHARTS_PER_ROW = 3;
const CHART_HEIGHT = 16;
const HEADER_HEIGHT = 4;

/** The dashboard, as `gcloud monitoring dashboards create --config-from-file` takes it. @param prefix of the functions */
export function dashboard(prefix: string): object {
  const tiles: object[] = [];
  let top = 0;
  for (const section of sections(prefix)) {
    tiles.push(...sectionAt(top, section));
    const rows = Math.ceil(section.tiles.length / CHARTS_PER_ROW);
    top += HEADER_HEIGHT + rows * CHART_HEIGHT;
  }
  return { displayName: titleOf(prefix), mosaicLayout: { columns: COLUMNS, tiles } };
}

function sectionAt(top: number, { title, tiles }: Section): object[] {
  const width = COLUMNS / CHARTS_PER_ROW;
  const header = {
    xPos: 0,
    yPos: top,
    width: COLUMNS,
    height: HEADER_HEIGHT,
    widget: { title, sectionHeader: { dividerBelow: true } },
  };
  const charts = tiles.map((tile, index) => {
    const row = Math.floor(index / CHARTS_PER_ROW);
    const xPos = (index % CHARTS_PER_ROW) * width;
    const yPos = top + HEADER_HEIGHT + row * CHART_HEIGHT;
    return { xPos, yPos, width, height: CHART_HEIGHT, widget: chart(tile) };
  });
  return [header, ...charts];
}

function chart({ title, unit, plotType, series }: Tile): object {
  return {
    title,
    xyChart: {
      dataSets: series.map(({ query, legend }) => ({
        timeSeriesQuery: { prometheusQuery: query, unitOverride: unit },
        plotType,
        targetAxis: 'Y1',
        ...(legend !== '' && { legendTemplate: legend }),
      })),
      yAxis: { scale: 'LINEAR' },
    },
  };
}
