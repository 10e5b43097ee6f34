import { customValue } from '#shared/people/custom-values'
import { fieldOf, fieldsWhere, labelOf } from '#shared/people/person-fields'
import { say } from '#shared/phrases/say'
import { sayCustom } from '../../../ui/fields/custom-value'
import { Panel } from '../../../ui/page/Panel'
import { Tag } from '../../../ui/records/Tag'
import { useLocale } from '../../../ui/locale'
import { type RecordOf, useFields } from '../use-record'
import { Pairs } from '../../../ui/records/Facts'
import text from '../../../ui/text.module.css'

const DETAILS = fieldsWhere(({ detail }) => detail)

/** Plain fields, tags and the office's own fields: what is filled in. */
export function DetailsPanel({ record }: { record: RecordOf }) {
  const { data: fields = [] } = useFields()
  const { language } = useLocale()
  const filled = fields.flatMap(({ key, label, type }) => {
    const says = sayCustom(type, customValue(record.custom, key), language)
    return says === '' ? [] : [{ key, label, says }]
  })
  const plain = DETAILS.flatMap((key) => {
    const says = sayCustom(fieldOf(key).type, record[key], language)
    return says === '' ? [] : [{ key, label: say(labelOf(key)), says }]
  })
  if (plain.length === 0 && record.tags.length === 0 && filled.length === 0) return null
  return (
    <Panel title="Details">
      <Pairs className={text.lineOver} p="9px 14px 11px">
        {plain.map(({ key, label, says }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{says}</dd>
          </div>
        ))}
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
      </Pairs>
    </Panel>
  )
}
