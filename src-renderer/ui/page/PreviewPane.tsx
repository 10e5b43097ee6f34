import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { times } from '#shared/money'
import { measure } from '#shared/text/segments'
import { CostlyText } from '../messages/CostlyText'
import { useCount } from '../locale'
import { Money } from '../records/Money'
import css from './PreviewPane.module.css'
import text from '../text.module.css'
import { type Previewed, useMeter, usePreview, useSettings, useUnitPrice } from '../messages/use-preview'
import { KIND_WORD } from '../words'

const KINDS = { client: 'clients', lead: 'leads', staff: 'staff', account: 'accounts' } as const

type PreviewPaneProps = {
  of: Previewed
  /** Which record is shown is told, for a test text with its values. */
  onRecord?: (id: number | null) => void
  /** Its exact text is told, for the meter of the field. */
  onText?: (text: string | null) => void
  children?: ReactNode
}

/** The message on a phone, for one real record after another, with what it costs. */
export function PreviewPane({ of, onRecord, onText, children }: PreviewPaneProps) {
  const id = useId()
  const say = useCount()
  const [offset, setOffset] = useState(0)
  const { record, text: message, missing } = usePreview(of, offset)
  const settings = useSettings().data
  const total = record?.total ?? 0
  const go = (by: number) => setOffset((offset + by + total) % total)
  const known = record?.id ?? null
  useEffect(() => onRecord?.(known), [known, onRecord])
  useEffect(() => onText?.(message), [message, onText])
  return (
    <section className={css.pane} aria-labelledby={id}>
      <div className={text.row}>
        <h2 className={css.title} id={id}>
          Preview
        </h2>
        <span className={text.grow} />
        {total > 0 && (
          <>
            <ActionIcon size="sm" aria-label="Previous record" disabled={total < 2} onClick={() => go(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <span className={css.place} aria-live="polite">
              {say(Math.min(offset + 1, total))} of {say(total)}
            </span>
            <ActionIcon size="sm" aria-label="Next record" disabled={total < 2} onClick={() => go(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </>
        )}
      </div>
      <div className={css.phone}>
        <div className={css.head}>
          <b>{settings?.office.name || 'Your office'}</b>
          {settings?.office.phone && <span className={text.number}>{settings.office.phone}</span>}
        </div>
        <div className={css.screen}>
          <div className={css.to}>
            {known === null ? `No ${KINDS[of.kind]} yet: fields stand for themselves` : `to ${record?.name}`}
          </div>
          {message !== null ? (
            <div className={css.bubble}>
              <CostlyText>{message}</CostlyText>
            </div>
          ) : missing.length > 0 ? (
            <p className={css.none}>
              {record?.name} has no {missing.join(', ')}, so gets no text. Give the field a fallback, or fill
              it in on the record.
            </p>
          ) : (
            <p className={css.none}>
              {of.body.trim() === ''
                ? 'The message appears here as it is written.'
                : 'Mend the message to see it here.'}
            </p>
          )}
        </div>
      </div>
      <Lengths of={of} message={message} mended={message !== null || missing.length > 0} />
      {children}
    </section>
  )
}

type LengthsProps = { of: Previewed; message: string | null; mended: boolean }
function Lengths({ of, message, mended }: LengthsProps) {
  const say = useCount()
  const price = useUnitPrice()
  const { data, isFetching } = useMeter(of)
  const written = mended && of.body.trim() !== ''
  const longest = data?.longestText ? measure(data.longestText) : null
  const mine = message === null ? null : measure(message)
  const rows = [
    ['Shortest', false, null, written && data && data.people > 0 ? data.shortest : null],
    [
      'Longest',
      false,
      written ? (longest?.characters ?? null) : null,
      written ? (longest?.segments ?? null) : null,
    ],
    ['This one', true, mine?.characters ?? null, mine?.segments ?? null],
  ] as const
  return (
    <>
      <table className={css.lengths} aria-label="Length and price" aria-busy={isFetching || undefined}>
        <thead>
          <tr>
            <th scope="col">Length</th>
            <th scope="col">Characters</th>
            <th scope="col">Messages</th>
            <th scope="col">Price</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, shown, characters, segments]) => (
            <tr key={name}>
              <th scope="row" data-strong={shown || undefined}>
                {name}
              </th>
              <td>{characters === null ? '–' : say(characters)}</td>
              <td data-many={(segments ?? 0) > 1 || undefined}>{segments ?? '–'}</td>
              <td>{segments === null || !price ? '–' : <Money of={times(price, segments)} precise />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {written && data && data.people + data.missing > 0 && (
        <p className={css.all} role="status">
          To all {say(data.people + data.missing)}{' '}
          {data.people + data.missing === 1 ? KIND_WORD[of.kind].toLowerCase() : KINDS[of.kind]}:{' '}
          <b>{say(data.units)}</b> {data.units === 1 ? 'message' : 'messages'}
          {price && (
            <>
              , about <Money of={times(price, data.units)} />
            </>
          )}
          .{data.missing > 0 && ` ${say(data.missing)} would be left out because a field is empty.`}
        </p>
      )}
    </>
  )
}
