// Prints the rows of a file, its head first, as JSON: node open_file.mjs TOOL FILE
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const require = createRequire(process.env.TOOLS)
const plain = (cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell ?? null)

async function exceljs(file) {
  const { Workbook } = require("exceljs")
  const book = new Workbook()
  await book.xlsx.readFile(file)
  const [sheet] = book.worksheets
  const rows = []
  sheet.eachRow({ includeEmpty: true }, (row) => {
    rows.push(Array.from({ length: sheet.columnCount }, (_, n) => row.getCell(n + 1).value))
  })
  return rows
}

async function sheetjs(file) {
  const { readFile, utils } = require("xlsx")
  const book = readFile(file, { cellDates: true, UTC: true })
  return utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, defval: null })
}

async function hyparquet(file) {
  const { parquetReadObjects } = await import(require.resolve("hyparquet"))
  const { compressors } = await import(require.resolve("hyparquet-compressors"))
  const bytes = readFileSync(file)
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const rows = await parquetReadObjects({ file: buffer, compressors })
  return [Object.keys(rows[0]), ...rows.map(Object.values)]
}

const [tool, file] = process.argv.slice(2)
const rows = await { exceljs, sheetjs, hyparquet }[tool](file)
process.stdout.write(JSON.stringify(rows.map((row) => row.map(plain))))
