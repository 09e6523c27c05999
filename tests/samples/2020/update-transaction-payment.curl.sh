curl --location --request PATCH 'https://api.credgenics.com/recovery/recovery/update/{loan_id}?allocation_month={allocation_month}' \
--header 'authenticationtoken: {auth_token}' \
--header 'role: {role}' \
--header 'Content-Type: application/json' \
--data-raw '{
    "client_customer_id": "189004",
    "final_status": "Partially Recovered",
    "amount_recovered": 3450,
    "payment_method": "Online",
    "date_of_default": "2020-01-23"
}'
