import { ActionIcon, Button, Group, Menu, SegmentedControl, Select } from '@mantine/core'
import { IconCopy, IconDots, IconPencil, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { SearchField } from '../../ui/tables/SearchField'
import { ArchiveItem } from '../../ui/page/ArchiveItem'
import { useMay } from '../../app/client/session'
import { type Column, DataTable, type Sort } from '../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Page, PageBody } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { KIND_PLURAL, LANGUAGE_WORD, optionsOf, PURPOSE_WORD } from '../../ui/words'
import { archive } from './archive'
import { duplicateTemplate, type Template, useTemplates } from './use-templates'

const ORDER: Record<string, (template: Template) => string> = {
  name: ({ name }) => name.toLowerCase(),
  kind: ({ recordKind }) => KIND_PLURAL[recordKind],
  purpose: ({ purpose }) => PURPOSE_WORD[purpose],
  updated: ({ updatedAt }) => updatedAt,
}

const COLUMNS: readonly Column<Template>[] = [
  {
    key: 'name',
    head: 'Name',
    width: 220,
    sortable: true,
    cell: (row) => (
      <Link className={text.name} to={`/templates/${row.id}`} tabIndex={-1}>
        {row.name}
      </Link>
    ),
  },
  { key: 'kind', head: 'For', width: 92, sortable: true, cell: (row) => KIND_PLURAL[row.recordKind] },
  { key: 'purpose', head: 'Purpose', width: 116, sortable: true, cell: (row) => PURPOSE_WORD[row.purpose] },
  { key: 'language', head: 'Language', width: 92, wide: true, cell: (row) => LANGUAGE_WORD[row.language] },
  {
    key: 'body',
    head: 'Message',
    cell: (row) => (
      <span className={text.second} title={row.body}>
        {row.body}
      </span>
    ),
  },
  {
    key: 'updated',
    head: 'Changed',
    width: 126,
    number: true,
    sortable: true,
    cell: (row) => <When at={row.updatedAt} className={text.muted} />,
  },
]
const WITH_ACTIONS: readonly Column<Template>[] = [
  ...COLUMNS,
  {
    key: 'actions',
    head: 'Actions',
    width: 92,
    number: true,
    cell: (row) => <Actions template={row} />,
  },
]

type Filter = { readonly search: string; readonly kind: string | null; readonly archived: boolean }
const NO_FILTER: Filter = { search: '', kind: null, archived: false }

const matching = (templates: readonly Template[], filter: Filter, sort: Sort): Template[] => {
  const wanted = filter.search.trim().toLowerCase()
  const key = ORDER[sort.key] ?? ((template: Template) => template.name)
  return templates
    .filter(
      (one) =>
        one.archived === filter.archived &&
        (filter.kind === null || one.recordKind === filter.kind) &&
        (one.name.toLowerCase().includes(wanted) || one.body.toLowerCase().includes(wanted)),
    )
    .toSorted((a, b) => key(a).localeCompare(key(b)) * (sort.descending ? -1 : 1))
}

/** Every template; a Receptionist reads and uses them, a Manager writes them. */
export function TemplatesScreen() {
  const navigate = useNavigate()
  const may = useMay('manager')
  const { data, error, refetch } = useTemplates()
  const [filter, setFilter] = useState(NO_FILTER)
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const shown = useMemo(() => matching(data ?? [], filter, sort), [data, filter, sort])

  const make = (
    <Button component={Link} to="/templates/new" leftSection={<IconPlus size={15} aria-hidden />}>
      New template
    </Button>
  )
  if (error)
    return (
      <Page title="Templates" scroll>
        <PageBody narrow>
          <ErrorState what="The templates could not be shown" error={error} onRetry={() => void refetch()} />
        </PageBody>
      </Page>
    )
  if (!data) return <LoadingLine on />
  const used = data.filter((one) => !one.archived).length
  if (data.length === 0)
    return (
      <Page title="Templates" scroll>
        <NoTemplates may={may} />
      </Page>
    )

  return (
    <Page title="Templates" meta={<span>{plural(used, 'template')}</span>} actions={may && make}>
      <Filters filter={filter} onChange={(patch) => setFilter((now) => ({ ...now, ...patch }))} />
      <DataTable
        label="Templates"
        columns={may ? WITH_ACTIONS : COLUMNS}
        // The answer is here already; its rows are asked again when they change.
        queryKey={[
          'templates',
          'shown',
          filter,
          sort,
          data.map((one) => [one.id, one.updatedAt, one.archived]),
        ]}
        fetchPage={async (offset, limit) => ({
          total: shown.length,
          rows: shown.slice(offset, offset + limit),
        })}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => void navigate(`/templates/${row.id}`)}
        empty={
          <NothingFound
            title={
              filter.archived && filter.search === '' && filter.kind === null
                ? 'Nothing is archived.'
                : 'No template matches.'
            }
            action={
              <Button size="xs" variant="default" onClick={() => setFilter(NO_FILTER)}>
                Clear filters
              </Button>
            }
          />
        }
      />
    </Page>
  )
}

type FiltersProps = { filter: Filter; onChange: (patch: Partial<Filter>) => void }
function Filters({ filter, onChange }: FiltersProps) {
  return (
    <Group flex="none" py={10} px="gutter">
      <SearchField
        label="Search templates"
        placeholder="Search templates"
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <Select
        size="xs"
        w={150}
        clearable
        placeholder="For anybody"
        aria-label="For which kind"
        data={optionsOf(KIND_PLURAL)}
        value={filter.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <span className={text.grow} />
      <SegmentedControl
        aria-label="Which templates"
        value={filter.archived ? 'archived' : 'used'}
        onChange={(value) => onChange({ archived: value === 'archived' })}
        data={[
          { value: 'used', label: 'In use' },
          { value: 'archived', label: 'Archived' },
        ]}
      />
    </Group>
  )
}

function NoTemplates({ may }: { may: boolean }) {
  return (
    <Empty
      title="No templates yet"
      steps={[
        ['Write it once', 'with fields such as the first name'],
        ['See it on a phone', 'with real records, and what it costs'],
        ['Use it anywhere', 'one text, many, or again next week'],
      ]}
      action={
        may ? (
          <Button
            size="md"
            component={Link}
            to="/templates/new"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            Write the first template
          </Button>
        ) : (
          <span className={text.muted}>A Manager writes them.</span>
        )
      }
    >
      A template is a message that is written once and fits everybody, because its fields are filled in from
      each record.
    </Empty>
  )
}

function Actions({ template }: { template: Template }) {
  const navigate = useNavigate()
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={`Actions for ${template.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} stroke={1.6} />}
          onClick={() => void navigate(`/templates/${template.id}`)}
        >
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={16} stroke={1.6} />}
          onClick={() =>
            void duplicateTemplate(template.id)
              .then(({ id }) =>
                toast({
                  say: `Made a copy of “${template.name}”`,
                  action: { label: 'Open it', run: () => navigate(`/templates/${id}`) },
                }),
              )
              .catch(toastError)
          }
        >
          Duplicate
        </Menu.Item>
        <ArchiveItem archived={template.archived} onChange={(archived) => archive(template, archived)} />
      </Menu.Dropdown>
    </Menu>
  )
}
