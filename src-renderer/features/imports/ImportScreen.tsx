import { useState } from 'react'
import { useMay } from '../../app/client/session'
import { Note } from '../../ui/feedback/Note'
import { Page, PageBody } from '../../ui/page/Page'
import { CheckStep } from './CheckStep'
import { ColumnsStep } from './ColumnsStep'
import { DoneStep } from './DoneStep'
import { FileStep } from './FileStep'
import type { Checked, Fate, FileRead, Mapping, Options } from './use-imports'

type State =
  | { step: 'file' }
  | {
      step: 'columns'
      uploadId: string
      file: FileRead
      mapping: Mapping
      options: Options
      problem: unknown
    }
  | { step: 'check'; uploadId: string; file: FileRead; mapping: Mapping; options: Options; checked: Checked }
  | { step: 'done'; uploadId: string; importId: number; name: string; counts: Partial<Record<Fate, number>> }

const mappingOf = (file: FileRead): Mapping =>
  file.columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))

const OPTIONS: Options = { kind: 'client', duplicates: 'merge', consent: null, tag: '' }

/** Importing people: file, columns, every row's fate, and the way back. */
export function ImportScreen() {
  const may = useMay('manager')
  const [state, setState] = useState<State>({ step: 'file' })
  if (!may)
    return (
      <Page title="Import people" scroll>
        <PageBody narrow>
          <Note title="People are imported by a Manager">You can add one person at a time in People.</Note>
        </PageBody>
      </Page>
    )
  switch (state.step) {
    case 'file':
      return (
        <FileStep
          onRead={(uploadId, file) =>
            setState({
              step: 'columns',
              uploadId,
              file,
              mapping: mappingOf(file),
              options: OPTIONS,
              problem: null,
            })
          }
        />
      )
    case 'columns':
      return (
        <ColumnsStep
          {...state}
          onBack={() => setState({ step: 'file' })}
          onChange={(patch) => setState({ ...state, ...patch })}
          onReread={(file) => setState({ ...state, file, mapping: mappingOf(file), problem: null })}
          onChecked={(checked) => setState({ ...state, step: 'check', checked })}
        />
      )
    case 'check':
      return (
        <CheckStep
          {...state}
          onBack={(problem = null) => setState({ ...state, step: 'columns', problem })}
          onDone={(importId, counts) =>
            setState({ step: 'done', uploadId: state.uploadId, importId, name: state.file.name, counts })
          }
        />
      )
    case 'done':
      return <DoneStep {...state} onAgain={() => setState({ step: 'file' })} />
  }
}
