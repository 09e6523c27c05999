import requests
import json
url = "{BASE_URL}/payments/{transaction_id}?allocation_month={allocation_month}"
payload=json.dumps({
"client_customer_id":"189004",
"final_status": "Closed",
"amount_recovered": 1000,
"recovery_date": "2022-01-08",
"recovery_method": "Communications",
"recovered_by": "shriram@gmail.com",
"payment_method": "Cheque",
"closure_with": "NOC",
"payment_mode": "cash",
"payment_reference_number": "RFN123456",
"payment_received_date" : "2022-01-12"
})
headers = {
'authenticationtoken': '{auth_token}',
'Content-Type': 'application/json'
}
response = requests.request("PATCH", url, headers=headers, data = payload)
print(response.text.encode('utf8'))
