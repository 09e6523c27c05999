import requests

url = "https://api.credgenics.com/recovery/loan/{loan_id}"

payload = {}
headers = {
  'authenticationtoken': '{auth_token}',
  'role': '{role}'
}

response = requests.request("GET", url, headers=headers, data = payload)

print(response.text.encode('utf8'))
