/** Where the screen of replies takes the composer from. */
import type { ComponentType } from 'react'

export type ReplySlot = ComponentType<{ recipientId: number; e164: string; onSent: () => void }>
