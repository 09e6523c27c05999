curl --location --request PATCH 'https://api.credgenics.com/recovery/loan/{loan_id}' \
--header 'authenticationtoken: {auth_token}' \
--header 'role: {role}' \
--header 'Content-Type: application/json' \
--data-raw '{
    "total_loan_amount": 60000
}'
