import { DatePicker } from 'antd'
import dayjs from 'dayjs'

const formats = { date: 'YYYY-MM-DD', month: 'YYYY-MM' } as const

/** A day or a month as the services write it, chosen from a calendar of the reader's language or typed. */
export const DayInput = ({
  picker,
  id,
  value,
  onChange,
  disabled = false,
}: {
  readonly picker: keyof typeof formats
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly disabled?: boolean
}) => (
  <DatePicker
    {...(id === undefined ? {} : { id })}
    picker={picker}
    format={formats[picker]}
    style={{ width: '100%' }}
    disabled={disabled}
    value={value ? dayjs(value) : null}
    onChange={(day) => onChange?.(day ? day.format(formats[picker]) : undefined)}
  />
)
