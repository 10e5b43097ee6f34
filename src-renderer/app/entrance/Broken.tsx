import { Box, Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Note } from '../../ui/feedback/Note'

/** What is shown instead of a screen that broke: drafts are kept, so trying again loses nothing. */
export class Broken extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <Box component="main" p="xl" maw={760} w="100%" mx="auto">
        <Note
          tone="bad"
          alert
          title="This screen stopped working"
          action={
            <>
              <Button variant="default" size="xs" onClick={() => this.setState({ error: null })}>
                Try again
              </Button>
              <Button size="xs" onClick={() => location.reload()}>
                Reload Deskbell
              </Button>
            </>
          }
        >
          Texts that are leaving go on leaving, and what you typed is kept.
        </Note>
      </Box>
    )
  }
}
