import { Autocomplete, Button, Checkbox, Radio, Select, Stack, Table, TextInput } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { RECORD_KINDS } from '#shared/values'
import { ApiError } from '../../app/client/api'
import { ActionFoot } from '../../ui/page/ActionFoot'
import { sayError } from '../../ui/feedback/ErrorState'
import { Note } from '../../ui/feedback/Note'
import { Page, PageBody } from '../../ui/page/Page'
import { Panel } from '../../ui/page/Panel'
import { PlainTable } from '../../ui/tables/PlainTable'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { KIND_PLURAL } from '../../ui/words'
import { WizardSteps } from '../../ui/page/WizardSteps'
import { STEPS } from './fates'
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
  useTags,
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
const BASES = [
  { value: 'written', label: 'In writing: a form, an e-mail, a text' },
  { value: 'verbal', label: 'Said it, at the desk or by phone' },
  { value: 'existing-customer', label: 'Existing customer' },
]

/** Second step: what each column becomes, and what holds for everybody in the file. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { uploadId, file, mapping, options, onBack, onChange, onChecked, onReread } = props
  const tags = useTags().data
  const [checking, setChecking] = useState(false)
  const [problem, setProblem] = useState<unknown>(props.problem)
  const field = problem instanceof ApiError ? problem.field : null
  const source = useRef<HTMLInputElement>(null)
  useEffect(() => setProblem(props.problem), [props.problem])
  useEffect(() => {
    if (field === SOURCE && !checking) source.current?.focus()
  }, [field, checking])

  const setColumn = (column: number, patch: Partial<Mapping[number]>) =>
    onChange({ mapping: mapping.map((one) => (one.column === column ? { ...one, ...patch } : one)) })
  const setOptions = (patch: Partial<Options>) => onChange({ options: { ...options, ...patch } })
  const setConsent = (patch: Partial<NonNullable<Options['consent']>>) =>
    setOptions({
      consent: { purposes: ['alerts'], basis: 'written', source: '', ...options.consent, ...patch },
    })
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
                {file.columns.map(({ index, heading, samples }) => {
                  const one = mapping.find(({ column }) => column === index)
                  if (!one) return null
                  return (
                    <Table.Tr
                      key={index}
                      data-off={one.target === 'ignore' || undefined}
                      className={css.column}
                    >
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
                          data={file.targets}
                          value={one.target}
                          error={field === 'mapping' && /name/.test(one.target)}
                          onChange={(target) =>
                            target &&
                            setColumn(index, {
                              target,
                              // A new field is called as its column is.
                              ...(target.startsWith('new:') && one.label === ''
                                ? { label: heading.slice(0, 30) }
                                : {}),
                            })
                          }
                        />
                      </Table.Td>
                      <Table.Td>
                        {(one.target === 'phone' || one.target.startsWith('new:')) && (
                          <TextInput
                            size="xs"
                            aria-label={`Label of ${heading}`}
                            placeholder={one.target === 'phone' ? 'Mobile' : heading}
                            maxLength={30}
                            value={one.label}
                            onChange={(event) => setColumn(index, { label: event.currentTarget.value })}
                          />
                        )}
                      </Table.Td>
                    </Table.Tr>
                  )
                })}
              </PlainTable>
            </Panel>
            <Panel title="For everybody in this file">
              <Stack gap={14} p="4px 14px 16px">
                <Select
                  label="They are"
                  allowDeselect={false}
                  data={RECORD_KINDS.map((kind) => ({
                    value: kind,
                    label: KIND_PLURAL[kind],
                  }))}
                  value={options.kind}
                  onChange={(kind) => kind && setOptions({ kind: kind as Options['kind'] })}
                />
                <Radio.Group
                  label="Who is here already"
                  value={options.duplicates}
                  onChange={(value) => setOptions({ duplicates: value as Options['duplicates'] })}
                >
                  <Stack gap="sm" pt="xs">
                    <Radio value="merge" label="Add what is missing to their record" />
                    <Radio value="skip" label="Skip the line" />
                    <Radio value="add" label="Add them once more" />
                  </Stack>
                </Radio.Group>
                <Radio.Group
                  label="Consent"
                  description="A column of the file that says so comes first."
                  value={options.consent ? 'given' : 'none'}
                  onChange={(value) => (value === 'given' ? setConsent({}) : setOptions({ consent: null }))}
                >
                  <Stack gap="sm" pt="xs">
                    <Radio value="none" label="Not asked: nobody is texted before" />
                    <Radio value="given" label="Everybody in this file agreed" />
                  </Stack>
                </Radio.Group>
                {options.consent && (
                  <Stack p="10px 12px 12px" bdrs="md" bg="var(--db-sunken)">
                    <Checkbox.Group
                      label="To which texts?"
                      value={options.consent.purposes}
                      onChange={(purposes) =>
                        setConsent({ purposes: purposes as NonNullable<Options['consent']>['purposes'] })
                      }
                    >
                      <Stack gap="sm" pt="xs">
                        <Checkbox value="alerts" label="Alerts" />
                        <Checkbox value="marketing" label="Marketing" />
                      </Stack>
                    </Checkbox.Group>
                    <Select
                      label="How did they say it?"
                      allowDeselect={false}
                      data={BASES}
                      value={options.consent.basis}
                      onChange={(basis) => basis && setConsent({ basis })}
                    />
                    <TextInput
                      label="Where is the answer kept?"
                      placeholder="Intake forms 2025"
                      maxLength={200}
                      value={options.consent.source}
                      ref={source}
                      error={field === SOURCE ? sayError(problem) : undefined}
                      onChange={(event) => setConsent({ source: event.currentTarget.value })}
                    />
                  </Stack>
                )}
                <Autocomplete
                  label="Tag (optional)"
                  placeholder="Imported in November"
                  maxLength={40}
                  data={(tags ?? []).map(({ tag }) => tag)}
                  value={options.tag}
                  onChange={(tag) => setOptions({ tag })}
                />
              </Stack>
            </Panel>
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
