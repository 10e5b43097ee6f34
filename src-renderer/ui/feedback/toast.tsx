import { Group, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import css from './toast.module.css'
import { sayError } from './ErrorState'

type Toast = {
  /** One short sentence about what happened: "Archived 12 clients". */
  say: string
  /** A way back, or on: what the button says and does. */
  action?: { label: string; run: () => unknown }
}

const LONG_MS = 10_000

const show = (toast: Toast, bad: boolean) => {
  const Sign = bad ? IconAlertCircle : IconCheck
  const stay = (autoClose: number | false) => notifications.update({ ...shown, id, autoClose })
  // The newest takes the place of the one before: a queue would confirm things long past.
  notifications.clean()
  const shown: Parameters<typeof notifications.show>[0] = {
    message: (
      // Whoever has come to it by keyboard may take their time.
      <Group
        component="span"
        mih={32}
        fw={500}
        fz="sm"
        lh="sm"
        data-bad={bad || undefined}
        data-region={toast.action ? true : undefined}
        onFocus={() => stay(false)}
        onBlur={() => stay(LONG_MS)}
      >
        <Sign size={16} aria-hidden />
        <span className={css.words} dir="auto">
          {toast.say}
        </span>
        {toast.action && (
          <UnstyledButton
            className={css.action}
            onClick={() => {
              notifications.hide(id)
              void Promise.resolve(toast.action?.run()).catch(toastError)
            }}
          >
            {toast.action.label}
          </UnstyledButton>
        )}
      </Group>
    ),
    autoClose: toast.action || bad ? LONG_MS : 5_000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    classNames: { root: css.root, closeButton: css.close, body: css.body, description: css.description },
    role: bad ? 'alert' : 'status',
  }
  const id = notifications.show(shown)
}

/** Confirms, in the gap of the top bar, what just happened. Give an undo where there is one. */
export const toast = (it: Toast): void => show(it, false)
/** Takes away what is still shown. */
export const clearToasts = (): void => {
  notifications.clean()
  notifications.cleanQueue()
}
/** A failure that belongs to no field and no screen. */
export const toastError = (error: unknown): void => show({ say: sayError(error) }, true)
