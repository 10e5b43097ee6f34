import { Box, Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { toastError } from '../../ui/feedback/toast'
import { download } from '../../ui/files'
import { Panel, PanelEmpty } from '../../ui/page/Panel'
import css from './insight.module.css'
import { exportInsight, type InsightTable, type Period } from './use-insight'
import text from '../../ui/text.module.css'

type ChartPanelProps = {
  title: string
  note?: string
  period: Period
  table: InsightTable
  /** What the chart shows, for whoever does not see it: the table beneath has every number. */
  says: string
  chart: ReactNode
  /** Between the head and the chart. */
  tools?: ReactNode
  /** Said in place of chart and table where there is nothing to show. */
  empty: string | null
  children: ReactNode
}

/** A chart with its table beneath, and the table as a file. */
export function ChartPanel(props: ChartPanelProps) {
  const { title, note, period, table, says, chart, tools, empty, children } = props
  return (
    <Panel
      title={title}
      note={note}
      action={
        empty === null && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={`Export CSV: ${title}`}
            onClick={() => void exportInsight(period, table).then(download).catch(toastError)}
          >
            Export CSV
          </Button>
        )
      }
    >
      {tools && <Box p="0 14px 6px">{tools}</Box>}
      {empty === null ? (
        <>
          <Box
            className={tools ? undefined : text.lineOver}
            p="4px 14px 10px"
            miw={0}
            role="img"
            aria-label={says}
          >
            {chart}
          </Box>
          <section className={css.table} tabIndex={0} aria-label={`${title}: the numbers`}>
            {children}
          </section>
        </>
      ) : (
        <PanelEmpty>{empty}</PanelEmpty>
      )}
    </Panel>
  )
}
