import { customValue } from '#shared/people/custom-values'
import { sayCustom } from '../../../ui/forms/custom-value'
import { Panel } from '../../../ui/page/Panel'
import { Tag } from '../../../ui/records/Tag'
import { useLocale } from '../../../ui/locale'
import css from '../record.module.css'
import { type RecordOf, useFields } from '../use-record'

/** E-mail, tags and the office's own fields: what is filled in. */
export function DetailsPanel({ record }: { record: RecordOf }) {
  const { data: fields = [] } = useFields()
  const { language } = useLocale()
  const filled = fields.flatMap(({ key, label, type }) => {
    const says = sayCustom(type, customValue(record.custom, key), language)
    return says === '' ? [] : [{ key, label, says }]
  })
  if (!record.email && record.tags.length === 0 && filled.length === 0) return null
  return (
    <Panel title="Details">
      <dl className={css.details}>
        {record.email && (
          <div>
            <dt>E-mail</dt>
            <dd>{record.email}</dd>
          </div>
        )}
        {record.tags.length > 0 && (
          <div>
            <dt>Tags</dt>
            <dd>
              {record.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </dd>
          </div>
        )}
        {filled.map(({ key, label, says }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
