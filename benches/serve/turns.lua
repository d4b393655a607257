-- Asks the addresses of the file named by LIST in turn, each thread its own
-- share of them, from the one numbered FROM on.
local threads = tonumber(os.getenv("THREADS") or "2")
local made = 0

function setup(thread)
  made = made + 1
  thread:set("which", made)
end

function init()
  addresses = {}
  for line in io.lines(os.getenv("LIST")) do addresses[#addresses + 1] = line end
  at = which + tonumber(os.getenv("FROM") or "0")
end

function request()
  local address = addresses[(at - 1) % #addresses + 1]
  at = at + threads
  return wrk.format("GET", address)
end
