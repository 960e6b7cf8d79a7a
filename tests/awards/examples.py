"""What every walk of tests over the portal should see of the awards."""

PAGES = [
    "/awards/",
    "/awards/2024/",
    "/awards/2024/outstanding-student/",
    "/awards/2023/outstanding-student/",
    "/awards/2023/outstanding-student/print/",
    "/awards/colleges/sample-01/",
]
MISSING = [
    "/awards/1999/",
    "/awards/2024/none/",
    "/awards/2024/none/print/",
    "/awards/2024/none/object/",
    "/awards/colleges/none/",
    "/awards/objections/none/",
]
LOOKED_AT = [
    "/awards/",
    "/awards/2024/",
    "/awards/2024/outstanding-student/",
    "/awards/2023/outstanding-student/",
    "/awards/2022/outstanding-student/?college=sample-01",
    "/awards/2023/outstanding-class/print/",
    "/awards/2024/outstanding-student/object/",
    "/awards/colleges/sample-01/",
    "/awards/verify/",
    "/awards/verify/?n=7K3MV9TWXE4Q&s=forged",
    "/awards/verify/many/",
]
DESK = ["/admin/nominations/"]
