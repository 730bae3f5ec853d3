## Conclusions

conclusion-text = Conclusion
conclusion-hint = Write briefly what the meeting concluded. Write one conclusion at a time.
conclusion-topics = Which topics does the conclusion rest on?
conclusion-add = Add the conclusion

## Refusals

theme-refused-no-theme-meeting = The meeting is not a theme meeting and therefore has no conclusions
theme-refused-no-theme-meeting-way = Write the decision under each item of the agenda instead.

## Tasks

task-areas-without-meeting = { $count ->
    [one] One area has no closed theme meeting
   *[other] { $count } areas have no closed theme meeting
}
