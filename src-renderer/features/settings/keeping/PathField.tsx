import { Box, Button, NavLink, Paper, ScrollArea, Text, TextInput, type TextInputProps } from '@mantine/core'
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react'
import { useState } from 'react'
import { PanelEmpty } from '../../../ui/page/Panel'
import { sayError } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Note } from '../../../ui/feedback/Note'
import { toastError } from '../../../ui/feedback/toast'
import { choosePath, useFolder } from './use-backups'

type PathFieldProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  value?: string
  onChange?: (path: string) => void
  what: 'folder' | 'file'
  /** Chosen in a window of the system, or from a list of folders beneath the field. */
  chooser: 'system' | 'list'
}

/** A path on this PC: typed, or chosen. */
export function PathField({ value = '', onChange, what, chooser, ...field }: PathFieldProps) {
  const [open, setOpen] = useState(false)
  const choose = () => {
    if (chooser === 'list') return setOpen(!open)
    choosePath(what, value).then(({ path }) => path !== null && onChange?.(path), toastError)
  }
  return (
    <div>
      <Box
        display="grid"
        style={{ gridTemplateColumns: 'minmax(0, 1fr) auto', gap: '8px', alignItems: 'end' }}
      >
        <TextInput
          {...field}
          value={value}
          onChange={(event) => onChange?.(event.currentTarget.value)}
          maxLength={1000}
          spellCheck={false}
        />
        <Button variant="default" onClick={choose} aria-expanded={chooser === 'list' ? open : undefined}>
          Browse…
        </Button>
      </Box>
      {open && (
        <Browse
          what={what}
          chosen={value}
          onChoose={(path) => {
            onChange?.(path)
            if (what === 'file') setOpen(false)
          }}
        />
      )}
    </div>
  )
}

function Browse({
  what,
  chosen,
  onChoose,
}: {
  what: 'folder' | 'file'
  chosen: string
  onChoose: (path: string) => void
}) {
  const [at, setAt] = useState(what === 'folder' ? chosen : '')
  const { data, error, isFetching } = useFolder(at, true)
  const go = (path: string) => {
    setAt(path)
    if (what === 'folder') onChoose(path)
  }
  if (error)
    return (
      <Note
        tone="warn"
        action={
          <Button size="compact-xs" variant="default" onClick={() => setAt('')}>
            Begin again
          </Button>
        }
      >
        {sayError(error)}
      </Note>
    )
  return (
    <Paper
      withBorder
      mt="sm"
      style={{ overflow: 'hidden' }}
      role="group"
      aria-label={what === 'folder' ? 'Folders' : 'Folders and files'}
    >
      <LoadingLine on={isFetching} />
      {data && (
        <>
          <PanelEmpty c="bright">{data.folder}</PanelEmpty>
          <ScrollArea.Autosize mah={220}>
            {data.parent !== null && (
              <NavLink
                component="button"
                type="button"
                label="One folder up"
                leftSection={<IconArrowUp size={16} aria-hidden />}
                onClick={() => go(data.parent ?? '')}
              />
            )}
            {data.folders.map(({ name, path }) => (
              <NavLink
                key={path}
                component="button"
                type="button"
                label={name}
                leftSection={<IconFolder size={16} aria-hidden />}
                onClick={() => go(path)}
              />
            ))}
            {what === 'file' &&
              data.files.map(({ name, path }) => (
                <NavLink
                  key={path}
                  component="button"
                  type="button"
                  label={name}
                  active={path === chosen}
                  leftSection={<IconFile size={16} aria-hidden />}
                  onClick={() => onChoose(path)}
                />
              ))}
            {data.folders.length === 0 && (what === 'folder' || data.files.length === 0) && (
              <Text maw="68ch" c="second">
                {what === 'folder' ? 'No folder in this one.' : 'No folder, backup or database in this one.'}
              </Text>
            )}
          </ScrollArea.Autosize>
        </>
      )}
    </Paper>
  )
}
