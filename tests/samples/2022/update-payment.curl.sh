curl --location --request PATCH '{BASE_URL}/payments/{loan_id}?allocation_month={allocation_month}' \
--header 'authenticationtoken: {auth_token}' \
--header 'Content-Type: application/json' \
--data-raw '{
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
}'
