# Markers that the platform's merge writes end with a commit's hash: examples of markers in texts and tests have none.
if grep -rIqsE --exclude-dir=node_modules '^(<{7}|>{7}) [0-9a-f]{40,64}$' .; then
  echo '{"_next": "some"}'
else
  echo '{"_next": "none"}'
fi
