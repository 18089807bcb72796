import type { DataTableBlock, TableBlock } from '@slack/types'
import { RichText } from './rich-text.tsx'

type Cell = TableBlock['rows'][number][number] | DataTableBlock['rows'][number][number]

/** The first row is the heading, as in Slack. */
export function TableDrawing({ block }: { block: TableBlock | DataTableBlock }) {
  const [head = [], ...rows] = block.rows as Cell[][]
  const settings = block.type === 'table' ? (block.column_settings ?? []) : []
  const style = (column: number) => ({ textAlign: settings[column]?.align ?? 'left' })
  return (
    <div class="table-frame">
      <table>
        {block.type === 'data_table' && <caption>{block.caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} style={style(column)}>
                <CellText cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} style={style(column)}>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function CellText({ cell }: { cell: Cell }) {
  if (cell.type === 'rich_text') return <RichText block={cell} />
  return <>{'text' in cell ? cell.text : String((cell as { value?: unknown }).value ?? '')}</>
}
