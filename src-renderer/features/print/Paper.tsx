import { Box, Button, Title } from '@mantine/core'
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { pageAsPdf } from '../../app/client/api'
import { toast, toastError } from '../../ui/feedback/toast'
import { saveFile } from '../../ui/files'
import { useLocale } from '../../ui/locale'
import { useSettings } from '../../ui/messages/use-preview'
import css from './print.module.css'
import { Facts } from '../../ui/records/Facts'

/** Countries whose offices have paper of 8.5 by 11 inches: https://en.wikipedia.org/wiki/Letter_(paper_size) */
const LETTER = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE', 'CR', 'GT', 'PA', 'DO', 'SV', 'NI', 'PR']

/** On white paper, whatever the screen looks like. */
const inLight = async (work: () => Promise<void>): Promise<void> => {
  const { dataset } = document.documentElement
  const before = dataset.mantineColorScheme
  dataset.mantineColorScheme = 'light'
  try {
    await work()
  } finally {
    if (before !== undefined) dataset.mantineColorScheme = before
  }
}

type PaperProps = {
  title: string
  /** What is in it and what was left out, one line each. */
  filters: readonly string[]
  totals: readonly (readonly [name: string, value: ReactNode])[]
  /** Name of the file, without its end. */
  file: string
  children: ReactNode
}

/** A report on paper: head of the office, filters, totals, rows; the printer adds the numbers of the pages. */
export function Paper({ title, filters, totals, file, children }: PaperProps) {
  const navigate = useNavigate()
  const { language, zone } = useLocale()
  const settings = useSettings().data
  const [busy, setBusy] = useState(false)
  const office = settings?.office
  const print = async () => {
    setBusy(true)
    await inLight(async () => {
      const pdf = await pageAsPdf(LETTER.includes(office?.country ?? '') ? 'Letter' : 'A4')
      if (pdf === null) {
        window.print()
        return
      }
      saveFile(pdf, `${file}.pdf`)
      toast({ say: 'The PDF is made' })
    }).catch(toastError)
    setBusy(false)
  }
  const made = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(Date.now())
  return (
    <div className={css.screen} tabIndex={0}>
      <div className={css.bar} role="group" aria-label="This report">
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={() => void navigate(-1)}
        >
          Back
        </Button>
        <Button
          leftSection={<IconPrinter size={15} aria-hidden />}
          loading={busy}
          onClick={() => void print()}
        >
          Print or save as PDF
        </Button>
      </div>
      <article className={css.paper} aria-label={title}>
        <header className={css.head}>
          <div>
            <b>{office?.name}</b>
            {office?.phone && <span>{office.phone}</span>}
          </div>
          <span>{made}</span>
        </header>
        <Title order={1} mt="lg" mb="xs">
          {title}
        </Title>
        <Box component="ul" mb="md" c="second" aria-label="What this report holds">
          {filters.map((filter) => (
            <li key={filter}>{filter}</li>
          ))}
        </Box>
        {totals.length > 0 && (
          <Facts mb={14} py={10} className={css.totals} aria-label="Totals">
            {totals.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </Facts>
        )}
        {children}
      </article>
    </div>
  )
}
