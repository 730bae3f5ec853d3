-- Form after form, each with a key of its own; half of the texts are copies, and one
-- form in a hundred is sent twice. Each thread has its own range of numbers.
local words = { "borgerne", "skal", "kunne", "skrive", "til", "kommunen", "p%C3%A5",
  "nettet", "uden", "at", "oplyse", "de", "samme", "tal", "flere", "gange" }
local threads = 0

function setup(thread)
  thread:set("range", threads)
  threads = threads + 1
end

function init(args)
  number = range * 100000000 + tonumber(args[1])
  texts = {}
  math.randomseed(7 + range)
  for at = 1, 512 do
    local text = {}
    local long = 0
    while long < 600 do
      local word = words[math.random(#words)]
      text[#text + 1] = word
      long = long + #word + 1
    end
    texts[at] = table.concat(text, "+")
  end
end

function request()
  if number % 100 ~= 99 then number = number + 1 else number = number + 1 again = number - 2 end
  local key = again or number
  again = nil
  local copy = math.floor(key / 2)
  local body = string.format(
    "key=%064x&sender_kind=person&name=Hanne&organisation=&email=&area=1&body=Svar+%d%%3A+%s",
    key, copy, texts[copy % 512 + 1])
  return wrk.format("POST", wrk.path,
    { ["Content-Type"] = "application/x-www-form-urlencoded",
      ["X-Forwarded-For"] = string.format("10.%d.%d.%d", key % 251, key % 241, key % 239) },
    body)
end
