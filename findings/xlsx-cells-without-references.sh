#!/usr/bin/env bash
# `r` is optional on rows and cells of a sheet (ECMA-376): one would guess that a cell without it
# stands beside the one before. openpyxl, calamine and SheetJS read it so; ExcelJS refuses the whole
# workbook. So a writer gives every row and cell its reference.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet openpyxl==3.1.5 python-calamine==0.9.1
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0 xlsx@0.18.5 >/dev/null
env/bin/python - <<'P'
import re, zipfile, openpyxl
book = openpyxl.Workbook()
for number in range(1, 6):
    book.active.append([f"row {number}", number])
book.save("with.xlsx")
with zipfile.ZipFile("with.xlsx") as source, zipfile.ZipFile("without.xlsx", "w") as target:
    for name in source.namelist():
        content = source.read(name)
        if name.endswith("sheet1.xml"):
            content = re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", content)
        target.writestr(name, content)
P
cat > read.js <<'J'
const { Workbook } = require("exceljs"), XLSX = require("xlsx")
async function main() {
  for (const file of ["with.xlsx", "without.xlsx"]) {
    const book = XLSX.readFile(file)
    console.log(`SheetJS ${file}: ${XLSX.utils.sheet_to_json(book.Sheets.Sheet, { header: 1 }).length} rows`)
    const other = new Workbook()
    await other.xlsx.readFile(file).then(
      () => console.log(`ExcelJS ${file}: ${other.worksheets[0].rowCount} rows`),
      (error) => console.log(`ExcelJS ${file}: ${error.message}`))
  }
}
main()
J
node read.js | tee seen.txt
env/bin/python - <<'P' | tee -a seen.txt
import openpyxl, python_calamine
for file in ("with.xlsx", "without.xlsx"):
    print(f"openpyxl {file}: {len(list(openpyxl.load_workbook(file).active.iter_rows()))} rows")
    sheet = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0)
    print(f"calamine {file}: {len(sheet.to_python())} rows")
P
for line in "ExcelJS with.xlsx: 5 rows" "SheetJS without.xlsx: 5 rows" "openpyxl without.xlsx: 5 rows" \
    "calamine without.xlsx: 5 rows" "ExcelJS without.xlsx: Invalid row number in model"; do
    grep -qxF "$line" seen.txt
done
