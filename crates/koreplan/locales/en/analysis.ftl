## Reading an input

input-from = Sender
input-is-protected = The sender has name and address protection. A private person's name must not be shown to anyone but the secretariat.
input-same-letter = { $count ->
    [one] One other sender has sent the same letter
   *[other] { $count } others have sent the same letter
}
input-mark-read = Mark as read
input-read-by = Read by { $by } on { $date }.
input-release = Prepare for publication
tag-sentences = Tick the sentences that belong under the same topic
tag-topic = Topic
tag-new-topic = Or a new topic
tag-new-area = Area of the new topic
tag-save = Put the sentences under the topic
tag-topics = Topics in this response
tag-remove = Remove the topic
trace-of-input = Follow the trace of this response

## Topics

topics-title = Topics
topics-lead = The sentences of the responses are gathered under topics. A theme meeting can rest on a topic once it has been assessed and approved.
topics-count = { $count ->
    [one] One topic
   *[other] { $count } topics
}
topics-empty = There are no topics yet. Read a response and put its first sentence under a topic.
topics-read-next = Read responses without a topic
topic-new = New topic
topic-name = Name of the topic
topic-area = Area
topic-create = Create the topic
topic-inputs = { $count ->
    [one] (one response)
   *[other] ({ $count } responses)
}
topic-not-assessed = Not assessed
topic-assessed = Assessed
topic-approved = Approved
topic-said = { $count ->
    [one] What was said in one response
   *[other] What was said in { $count } responses
}
topic-no-inputs = There are no responses under this topic. Read the responses and put the sentences that belong here under the topic.
topic-assessment = Assessment
topic-no-assessment = The topic has not been assessed yet.
topic-assess = Save the assessment
topic-approve = Approve the topic
topic-approved-by = Approved by { $by } on { $date }.

## Refusals

analysis-refused-no-inputs = There are no responses under the topic
analysis-refused-no-inputs-way = Put at least one sentence of a response under the topic, and then approve it.
analysis-refused-not-assessed = The assessment of the topic is not finished
analysis-refused-not-assessed-way = Write what was said, whether it is met, and why. Then approve the topic.
analysis-refused-approved = The topic is approved and cannot be changed
analysis-refused-approved-way = Create a new topic if there is more to assess.
analysis-refused-nothing-chosen = No sentence was chosen
analysis-refused-nothing-chosen-way = Go back and tick at least one sentence.

## Tasks

task-no-topics = There are no topics
task-inputs-untagged = { $count ->
    [one] One response is without a topic
   *[other] { $count } responses are without a topic
}
task-topics-not-approved = { $count ->
    [one] One topic has not been approved
   *[other] { $count } topics have not been approved
}
