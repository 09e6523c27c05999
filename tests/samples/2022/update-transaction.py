import requests
url = "{BASE_URL}/transaction/{client_customer_id}/{transaction_id}"
payload = "{\n \"total_loan_amount\": 60000\n}"
headers = {
'authenticationtoken': '{auth_token}',
'Content-Type': 'application/json'
}
response = requests.request("PATCH", url, headers=headers, data = payload)
print(response.text.encode('utf8'))
