import requests
url = "{BASE_URL}/loan/{loan_id}?fields={fields}"
payload = {}
headers = {
'authenticationtoken': '{auth_token}'
}
response = requests.request("GET", url, headers=headers, data = payload)
print(response.text.encode('utf8'))
