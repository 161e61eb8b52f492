-- Webhooks for wrk: one body, distinct by its mark, with the signatures that were made for it.
-- Arguments: folder of the payloads, first mark, event.
local folder, n, event

function init(args)
  folder, n, event = args[1], tonumber(args[2]), args[3]
  prefix = io.open(folder .. "/prefix"):read("*a")
  suffix = io.open(folder .. "/suffix"):read("*a")
  signatures = io.open(folder .. "/signatures"):read("*a")
end

function request()
  n = n + 1
  local mark = string.format("%08d", n)
  local signature = signatures:sub(n * 64 - 63, n * 64)
  if #signature < 64 then error("out of signed payloads") end
  return wrk.format("POST", nil, {
    ["Content-Type"] = "application/json",
    ["X-GitHub-Event"] = event,
    ["X-GitHub-Delivery"] = "bench-" .. mark,
    ["X-Hub-Signature-256"] = "sha256=" .. signature,
  }, prefix .. mark .. suffix)
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status, e.connect + e.read + e.write + e.timeout))
end
