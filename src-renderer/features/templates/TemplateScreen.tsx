import { Link, useParams, useSearchParams } from 'react-router'
import { RECORD_KINDS, type RecordKind } from '#shared/values'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Page, PageBody } from '../../ui/page/Page'
import { useDraft } from '../../ui/forms/use-draft'
import { useTextLanguage } from '../../ui/locale'
import { Editor } from './Editor'
import { type Draft, useTemplate } from './use-templates'

const isKind = (text: string | null): text is RecordKind => RECORD_KINDS.some((kind) => kind === text)

/** One template: what was half-written comes back, as long as nobody threw it away. */
export function TemplateScreen() {
  const { id = 'new' } = useParams()
  const language = useTextLanguage()
  const [search] = useSearchParams()
  // What is no number is no template: asked for one that cannot be, the answer is in plain words.
  const number = id === 'new' ? null : /^\d{1,9}$/.test(id) && Number(id) > 0 ? Number(id) : 999_999_999
  const { data, error, refetch } = useTemplate(number)
  const draft = useDraft<Draft>(`template.${id}`)
  if (error)
    return (
      <Page title="Template" scroll>
        <PageBody narrow>
          <ErrorState what="This template could not be shown" error={error} onRetry={() => void refetch()} />
          <p>
            <Link to="/templates">Go to Templates</Link>
          </p>
        </PageBody>
      </Page>
    )
  if (data === undefined || !draft.loaded) return <LoadingLine on />
  const wanted = search.get('kind')
  const fresh: Draft = {
    name: '',
    recordKind: isKind(wanted) ? wanted : 'client',
    purpose: 'alerts',
    language,
    body: '',
  }
  const stored: Draft = data
    ? {
        name: data.name,
        recordKind: data.recordKind,
        purpose: data.purpose,
        language: data.language,
        body: data.body,
      }
    : fresh
  return (
    <Editor
      key={id}
      template={data}
      stored={stored}
      start={draft.saved ?? stored}
      keep={draft.keep}
      clear={draft.clear}
      toSend={search.get('from') === 'send'}
    />
  )
}
