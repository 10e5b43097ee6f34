import 'react'

declare module 'react' {
  // Custom properties may be set inline, to hand a number to a style sheet.
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined
  }
}
