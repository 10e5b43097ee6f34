import { Group } from '@mantine/core'
import { Link } from 'react-router'
import type { PersonRow } from '#contract/people/people'
import { Consent } from '../../ui/records/Consent'
import type { Column } from '../../ui/tables/DataTable'
import { Tag } from '../../ui/records/Tag'
import text from '../../ui/text.module.css'
import { KIND_WORD } from '../../ui/words'

export const memberColumns = (kind: PersonRow['kind'] | null): Column<PersonRow>[] => [
  {
    key: 'name',
    head: 'Name',
    cell: (row) => (
      <Group component="span">
        <Link className={`${text.name} ${text.truncate}`} to={`/people/${row.id}`} tabIndex={-1}>
          <bdi>{row.name}</bdi>
        </Link>
        {kind === null && <Tag>{KIND_WORD[row.kind]}</Tag>}
      </Group>
    ),
  },
  {
    key: 'number',
    head: 'Primary number',
    width: 172,
    cell: (row) => <span>{row.number ?? 'No number'}</span>,
  },
  { key: 'alerts', head: 'Alerts', width: 108, fit: true, cell: (row) => <Consent state={row.alerts} /> },
  {
    key: 'marketing',
    head: 'Marketing',
    width: 108,
    fit: true,
    cell: (row) => <Consent state={row.marketing} />,
  },
  {
    key: 'tags',
    head: 'Tags',
    width: 200,
    fit: true,
    cell: (row) => row.tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
  },
]
