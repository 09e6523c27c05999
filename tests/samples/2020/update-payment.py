import requests

url = "https://api.credgenics.com/recovery/recovery/update/{loan_id}?allocation_month={allocation_month}"

payload = "{\n    \"final_status\": \"Partially Recovered\",\n    \"amount_recovered\": 3450,\n    \"payment_method\": \"Online\",\n    \"date_of_default\": \"2020-01-23\"\n}"
headers = {
  'authenticationtoken': '{auth_token}',
  'role': '{role}',
  'Content-Type': 'application/json'
}

response = requests.request("PATCH", url, headers=headers, data = payload)

print(response.text.encode('utf8'))
