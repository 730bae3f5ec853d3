## Conclusions

conclusion-text = Conclusion
conclusion-hint = Write briefly what the meeting concluded. Write one conclusion at a time.
conclusion-topics = Which topics does the conclusion rest on?
conclusion-add = Add the conclusion
conclusion-analyses = Which analyses does the conclusion rest on?
conclusion-sentences = Which sentences from responses does the conclusion rest on?
conclusion-oral = Said at the meeting
conclusion-oral-hint = The duty to take notes: if the conclusion rests on something that was said, write who said it and when.
conclusion-said-by = Who said it?
conclusion-said-time = When?
conclusion-said = Said by { $by }, { $at }
conclusion-rests-on-nothing = Choose what the conclusion rests on, or write who said it
conclusion-secrecy = Publicity
conclusion-is-confidential = Confidential: only those at the meeting read it until it is released
conclusion-release-day = Released on
conclusion-release-time = At
conclusion-confidential = Confidential
conclusion-released-at = Released { $at }, once the minutes are approved.
conclusion-released-by-act = Released by the chair or the head of the secretariat.
conclusion-release = Release the conclusion

## Agenda

theme-draw = Draw items from the topics of the area
theme-draw-lead = Choose the topics and analyses for the agenda. Those that are on it already are not shown.
theme-draw-topics = Approved topics
theme-draw-analyses = Finished analyses
theme-draw-do = Put on the agenda
theme-draw-nothing = All approved topics and finished analyses of the area are on the agenda. Approve a topic and come back.

## Refusals

theme-refused-no-theme-meeting = The meeting is not a theme meeting and therefore has no conclusions
theme-refused-no-theme-meeting-way = Write the decision under each item of the agenda instead.
theme-refused-not-confidential = The conclusion is not confidential
theme-refused-not-confidential-way = Reload the page: the conclusion can be read once the minutes are approved.
theme-refused-nothing-chosen = Nothing was chosen
theme-refused-nothing-chosen-way = Go back and choose at least one topic or analysis.

## Tasks

task-areas-without-meeting = { $count ->
    [one] One area has no closed theme meeting
   *[other] { $count } areas have no closed theme meeting
}
