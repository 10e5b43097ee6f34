import { Button, Select, Table, TextInput } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { ApiError } from '../../app/client/api'
import { ActionFoot } from '../../ui/page/ActionFoot'
import { sayError } from '../../ui/feedback/ErrorState'
import { Note } from '../../ui/feedback/Note'
import { Page, PageBody } from '../../ui/page/Page'
import { Panel } from '../../ui/page/Panel'
import { PlainTable } from '../../ui/tables/PlainTable'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { WizardSteps } from '../../ui/page/WizardSteps'
import { STEPS } from './fates'
import { ForEverybody } from './ForEverybody'
import { HowRead } from './HowRead'
import split from '../../ui/page/split.module.css'
import css from './imports.module.css'
import { Running } from './Running'
import {
  cancelImport,
  type Checked,
  dryRun,
  type FileRead,
  type Mapping,
  type Options,
  type ReadChoice,
  readFile,
} from './use-imports'

const aboutFile = ({ format, encoding, delimiter }: FileRead): string =>
  format === 'xlsx'
    ? 'Excel workbook'
    : format === 'vcard'
      ? `vCard, ${encoding}`
      : `${encoding}, divided by ${delimiter}`

type ColumnsStepProps = {
  uploadId: string
  file: FileRead
  mapping: Mapping
  options: Options
  problem: unknown
  onBack: () => void
  onChange: (patch: { mapping?: Mapping; options?: Options }) => void
  onChecked: (checked: Checked) => void
  onReread: (file: FileRead) => void
}

const HEADS = [
  { head: 'Column', width: 140 },
  { head: 'For example' },
  { head: 'Becomes', width: 200 },
  { head: 'Label', width: 112 },
]
const SOURCE = 'options.consent.source'

/** Second step: what each column becomes, and what holds for everybody in the file. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { uploadId, file, mapping, options, onBack, onChange, onChecked, onReread } = props
  const [checking, setChecking] = useState(false)
  const [problem, setProblem] = useState<unknown>(props.problem)
  const field = problem instanceof ApiError ? problem.field : null
  useEffect(() => setProblem(props.problem), [props.problem])

  const setColumn = (column: number, patch: Partial<Mapping[number]>) =>
    onChange({ mapping: mapping.map((one) => (one.column === column ? { ...one, ...patch } : one)) })
  const reread = async (choice: ReadChoice) => {
    setProblem(null)
    try {
      onReread(await readFile(uploadId, choice))
    } catch (error) {
      setProblem(error)
    }
  }
  const check = async () => {
    setChecking(true)
    setProblem(null)
    try {
      onChecked(await dryRun({ uploadId, mapping, options }))
    } catch (error) {
      setProblem(error)
    } finally {
      setChecking(false)
    }
  }
  const above = <WizardSteps steps={STEPS} active={1} onStep={onBack} />
  if (checking)
    return (
      <Running
        title="Checking every line"
        above={above}
        total={file.rows}
        say="Nothing is written yet."
        cancel="Cancel the check"
        onCancel={() => cancelImport(uploadId)}
      />
    )
  return (
    <>
      <Page
        title={file.name}
        meta={
          <span>
            {plural(file.rows, file.format === 'vcard' ? 'card' : 'line')} · {aboutFile(file)}
          </span>
        }
        above={above}
        scroll
      >
        <PageBody>
          {problem !== null && field !== SOURCE && (
            <Note tone="bad" alert>
              {sayError(problem)}
            </Note>
          )}
          {file.notes.map((note) => (
            <Note key={note} tone="warn">
              {note}
            </Note>
          ))}
          {file.format !== 'vcard' && <HowRead file={file} onRead={(choice) => void reread(choice)} />}
          <div className={split.columns}>
            <Panel title="What the columns are" note="Guessed from their headings; put right what is wrong.">
              <PlainTable label="Columns" heads={HEADS}>
                {file.columns.map((column) => {
                  const one = mapping.find((it) => it.column === column.index)
                  return (
                    one && (
                      <ColumnRow
                        key={column.index}
                        column={column}
                        mapped={one}
                        targets={file.targets}
                        wrong={field === 'mapping' && /name/.test(one.target)}
                        onChange={(patch) => setColumn(column.index, patch)}
                      />
                    )
                  )
                })}
              </PlainTable>
            </Panel>
            <ForEverybody
              options={options}
              onChange={(next) => onChange({ options: next })}
              sourceError={field === SOURCE ? sayError(problem) : null}
            />
          </div>
        </PageBody>
      </Page>
      <ActionFoot>
        <Button variant="default" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={onBack}>
          Choose another file
        </Button>
        <Button
          size="md"
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={() => void check()}
        >
          Check every line
        </Button>
      </ActionFoot>
    </>
  )
}

type ColumnRowProps = {
  column: FileRead['columns'][number]
  mapped: Mapping[number]
  targets: FileRead['targets']
  wrong: boolean
  onChange: (patch: Partial<Mapping[number]>) => void
}
/** A column of the file and what it becomes. */
function ColumnRow({ column: { heading, samples }, mapped, targets, wrong, onChange }: ColumnRowProps) {
  return (
    <Table.Tr data-off={mapped.target === 'ignore' || undefined} className={css.column}>
      <Table.Td fw={550} title={heading}>
        {heading}
      </Table.Td>
      <Table.Td c="second" title={samples.join(' · ')}>
        {samples.join(' · ') || <span className={text.muted}>empty</span>}
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          aria-label={`${heading} becomes`}
          allowDeselect={false}
          searchable
          data={targets}
          value={mapped.target}
          error={wrong}
          onChange={(target) =>
            target &&
            onChange({
              target,
              // A new field is called as its column is.
              ...(target.startsWith('new:') && mapped.label === '' ? { label: heading.slice(0, 30) } : {}),
            })
          }
        />
      </Table.Td>
      <Table.Td>
        {(mapped.target === 'phone' || mapped.target.startsWith('new:')) && (
          <TextInput
            size="xs"
            aria-label={`Label of ${heading}`}
            placeholder={mapped.target === 'phone' ? 'Mobile' : heading}
            maxLength={30}
            value={mapped.label}
            onChange={(event) => onChange({ label: event.currentTarget.value })}
          />
        )}
      </Table.Td>
    </Table.Tr>
  )
}
